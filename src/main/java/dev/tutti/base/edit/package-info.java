/**
 * Two people change the same thing: what merges, what does not, and how it is said. May know JSON and problems. Start
 * with {@link dev.tutti.base.edit.IfMatch}.
 */
package dev.tutti.base.edit;
