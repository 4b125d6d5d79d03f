package dev.tutti.live.hub;

import dev.tutti.live.protocol.ServerFrame;
import java.time.Duration;

/**
 * Something that is told to the others there and is worth nothing a moment later.
 *
 * @param key what it takes the place of, where that has not been sent yet
 * @param life for how long it is worth sending to somebody who reads slowly
 */
public record Whisper(String key, ServerFrame frame, Duration life) {}
