/**
 * How Tutti calls addresses that strangers have written down, without being made to call what only it can reach. Knows no
 * room. Start with {@link dev.tutti.base.outward.Sender}.
 */
package dev.tutti.base.outward;
