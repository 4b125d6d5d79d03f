/**
 * What administrators see of the connections, on all nodes: who is connected and how it is with them, what each node
 * delivers and how fast. Never what is told. Knows the hub and the bus. Start with
 * {@link dev.tutti.live.inspect.Inspector}.
 */
package dev.tutti.live.inspect;
