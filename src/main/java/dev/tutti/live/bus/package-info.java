/**
 * What nodes tell each other: that there is something new in a journal, and what is in no journal at all. All of it may
 * be lost, doubled or late, and nothing that must be right depends on it. Start with {@link dev.tutti.live.bus.Bus};
 * {@code NetworkBus} keeps a {@code Line} going, over Redis or over PostgreSQL.
 */
package dev.tutti.live.bus;
