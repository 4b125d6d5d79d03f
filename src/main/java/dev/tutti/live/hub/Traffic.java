package dev.tutti.live.hub;

import java.util.UUID;

/**
 * What has gone through a workspace's feed on this node, since somebody follows it here.
 *
 * @param entries the number of the last entry
 * @param deliveries how often an entry was handed on to a connection
 */
public record Traffic(UUID workspace, long entries, long deliveries) {}
