/**
 * The load: very many clients in one thread, and those who make them hear something. It shares the machine with the
 * server that is measured, so it does as little as it can for each frame.
 */
package dev.tutti.bench.load;
