package dev.tutti.base.file;

import dev.tutti.base.json.ReadElsewhere;
import dev.tutti.base.json.StrictJson;
import dev.tutti.base.problem.Problem;

/** What a resource takes that takes a file. */
public final class UploadedFile implements ReadElsewhere {
    private final byte[] bytes;

    public UploadedFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws Problem.Invalid {@code bad_json} when it is not UTF-8 */
    public String text() {
        String text = StrictJson.utf8(bytes);
        // The mark by which some programs know UTF-8 is no part of what it says.
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
