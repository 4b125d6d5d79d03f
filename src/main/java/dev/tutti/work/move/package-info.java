/**
 * A workspace as a file: put together from what its members see, and taken in again, from here or from elsewhere, as a
 * whole or not at all. Start with {@link dev.tutti.work.move.Exports} and {@link dev.tutti.work.move.Imports}.
 */
package dev.tutti.work.move;
