package dev.tutti.work.talk;

import java.util.List;
import java.util.UUID;

/**
 * What is said.
 *
 * @param mentions the members whom it names, each once, in the order of the text
 */
public record Words(String text, List<UUID> mentions) {}
