/**
 * Everything that may be refused, as one family, and how HTTP tells it. The socket tells the same problems by the same
 * codes. Start with {@link dev.tutti.base.problem.Problem}.
 */
package dev.tutti.base.problem;
