package dev.tutti.live.inspect;

import dev.tutti.base.json.JsonText;
import dev.tutti.live.hub.Glimpse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a node that inspects asks the others, and what they answer. */
sealed interface Inquiry {
    byte ASK = 0;
    byte TELL = 1;

    /**
     * @param user whose connections; empty for everybody's
     * @param after only those whose id comes after this
     * @param kick a connection that is to end; then none are listed
     */
    record Question(UUID id, Optional<UUID> user, String after, int limit, Optional<UUID> kick) implements Inquiry {}

    /** @param kicked whether the connection was there that was to end */
    record Reply(UUID question, UUID node, List<Glimpse> connections, boolean kicked) implements Inquiry {}

    default byte[] bytes() {
        byte[] text = JsonText.of(this).getBytes(StandardCharsets.UTF_8);
        byte[] said = new byte[text.length + 1];
        said[0] = this instanceof Question ? ASK : TELL;
        System.arraycopy(text, 0, said, 1, text.length);
        return said;
    }

    /** @throws RuntimeException when it is none */
    static Inquiry read(byte[] said) {
        String text = new String(Arrays.copyOfRange(said, 1, said.length), StandardCharsets.UTF_8);
        return JsonText.read(text, said[0] == ASK ? Question.class : Reply.class);
    }
}
