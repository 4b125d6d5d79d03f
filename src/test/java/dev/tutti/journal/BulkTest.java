package dev.tutti.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A bulk")
class BulkTest {
    /** Something that was said. */
    public record Said(String text) implements Fact {
        @Override
        public String type() {
            return "test:said";
        }
    }

    @Test
    @DisplayName("of a few facts is one entry, in which each stands as it would have stood alone")
    void one() {
        List<Bulk> bulk = Bulk.of(List.of(new Said("a"), new Said("b")));

        assertEquals(1, bulk.size());
        assertEquals(
                "{\"changes\":[{\"payload\":{\"text\":\"a\"},\"type\":\"test:said\"},"
                        + "{\"payload\":{\"text\":\"b\"},\"type\":\"test:said\"}],\"part\":1,\"parts\":1}",
                JsonText.of(bulk.get(0).payload()));
    }

    @Test
    @DisplayName("of many is in parts that fit into a frame, numbered, with every fact once and in its order")
    void parts() {
        // Three bytes each in UTF-8: what counts is what is sent.
        List<Said> facts = IntStream.range(0, 1_000)
                .mapToObj(i -> new Said(i + "€".repeat(100)))
                .toList();

        List<Bulk> bulk = Bulk.of(facts);

        assertTrue(bulk.size() > 5, bulk.size() + " parts");
        for (int i = 0; i < bulk.size(); i++) {
            assertEquals(i + 1, bulk.get(i).part());
            assertEquals(bulk.size(), bulk.get(i).parts());
            int bytes = JsonText.of(bulk.get(i)).getBytes(StandardCharsets.UTF_8).length;
            assertTrue(bytes < Bulk.PART_BYTES + 100, bytes + " bytes");
        }
        assertEquals(
                facts,
                bulk.stream()
                        .flatMap(part -> part.changes().stream())
                        .map(Bulk.Change::payload)
                        .toList());
    }

    @Test
    @DisplayName("gives a fact that is too large for any part one to itself")
    void large() {
        Said large = new Said("x".repeat(Bulk.PART_BYTES));

        assertEquals(
                List.of(1, 1, 1),
                Bulk.of(List.of(new Said("a"), large, new Said("b"))).stream()
                        .map(part -> part.changes().size())
                        .toList());
    }
}
