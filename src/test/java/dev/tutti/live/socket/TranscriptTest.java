package dev.tutti.live.socket;

import dev.tutti.conformance.Transcript;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The protocol's stories, in memory")
class TranscriptTest {
    static Stream<Transcript> stories() {
        return Transcript.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    @DisplayName("come true word by word")
    void story(Transcript transcript) {
        transcript.play(new MemoryStage());
    }
}
