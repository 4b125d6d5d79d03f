package dev.tutti.work.talk;

import java.util.UUID;

/** Who said something, under the name that they had then: they may have left since. */
public record Speaker(UUID id, String name) {}
