package dev.tutti.base.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.config.ChosenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signing keys")
class SigningKeysTest {
    private static final String GOOD = "k7Wm2Qx9Zt4Rb8Lp1Vn6Jc3Hd5Fg0SaY";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "k7Wm2Qx9Zt4Rb8Lp1Vn6Jc3Hd5Fg0Sa",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abcabcabcabcabcabcabcabcabcabcabcabcabc",
                "changeme-changeme-1234567890-changeme",
                "Your-256-Bit-Secret-0123456789-abcdefgh"
            })
    @DisplayName("B11: a weak secret ends the start with what to write instead")
    void weakSecrets(String weak) {
        String sentence = assertThrows(
                        IllegalStateException.class,
                        () -> Identities.keys(ChosenSettings.of("TUTTI_TOKEN_SECRET", weak)))
                .getMessage();

        assertTrue(sentence.contains("TUTTI_TOKEN_SECRET") && sentence.contains("openssl rand"), sentence);
        assertTrue(!sentence.contains(weak), "the sentence does not repeat it");
    }

    @Test
    @DisplayName("B11: a weak former secret would open the same door, and is refused too")
    void weakFormerSecret() {
        String sentence = assertThrows(
                        IllegalStateException.class,
                        () -> Identities.keys(ChosenSettings.of(
                                "TUTTI_TOKEN_SECRET", GOOD, "TUTTI_TOKEN_FORMER_SECRETS", "changeme")))
                .getMessage();

        assertTrue(sentence.contains("TUTTI_TOKEN_FORMER_SECRETS"), sentence);
    }

    @Test
    @DisplayName("HS512 asks for 64 bytes")
    void longerAlgorithmsNeedMore() {
        String sentence = assertThrows(
                        IllegalStateException.class,
                        () -> Identities.keys(
                                ChosenSettings.of("TUTTI_TOKEN_SECRET", GOOD, "TUTTI_TOKEN_ALGORITHM", "HS512")))
                .getMessage();

        assertTrue(sentence.contains("64"), sentence);
    }

    @Test
    @DisplayName("without a secret one is made once, kept for its owner alone, and used again")
    void keyFile() throws IOException {
        Path data = directory.resolve("data");
        String first = inDirectory(data);

        assertEquals(first, inDirectory(data));
        assertNotEquals(first, inDirectory(directory.resolve("other")));
        Path file = data.resolve("token.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(data)) {
            assertEquals(List.of(file), files.toList(), "no draft is left behind");
        }
        assertEquals(
                first,
                Identities.keys(ChosenSettings.of("TUTTI_TOKEN_SECRET", Files.readString(file)))
                        .current()
                        .id(),
                "its content can be given to a second node");
    }

    @Test
    @DisplayName("an empty key file is not taken for a key")
    void emptyKeyFile() throws IOException {
        Files.createFile(directory.resolve("token.key"));

        assertThrows(IllegalStateException.class, () -> inDirectory(directory));
    }

    private static String inDirectory(Path data) {
        return Identities.keys(ChosenSettings.of("TUTTI_DATA_DIR", data.toString()))
                .current()
                .id();
    }
}
