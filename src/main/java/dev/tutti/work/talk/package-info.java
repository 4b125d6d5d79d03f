/**
 * What is alike in all that people say, be it a message or a comment: who said it and who may change it, whom it mentions,
 * and the reactions to it. Knows no conversation and no task; may know workspaces and the journal. Start with {@link
 * dev.tutti.work.talk.Said}.
 */
package dev.tutti.work.talk;
