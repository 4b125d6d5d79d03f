/**
 * How fast Tutti is, beside what a team would pick instead: run by {@code mvn -Pbench verify}, explained in
 * {@code src/docs/SPEED.md}. Start reading at {@link dev.tutti.bench.SpeedBench}.
 */
package dev.tutti.bench;
