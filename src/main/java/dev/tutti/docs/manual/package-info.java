/**
 * The documentation, as the running server shows it to people: pages made of the Markdown that lies beside the source. Only this
 * room knows Markdown, and it knows no other room but the base. Start with {@link dev.tutti.docs.manual.Manual}.
 */
package dev.tutti.docs.manual;
