/**
 * Tests that stop, kill and crowd whole servers. {@link dev.tutti.chaos.Node} is a server process of a test's own;
 * what is named {@code …Chaos} takes minutes and runs with {@code mvn verify -Pchaos}. Start reading at
 * {@code CrashChaos}.
 */
package dev.tutti.chaos;
