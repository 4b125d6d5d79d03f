package dev.tutti.base.outward;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how an HTTP/1.1 response begins, and no further. */
final class ResponseHead {
    private static final int MOST_BYTES = 16_384;
    /** Ends of the way: after so many interim responses nobody means to answer. */
    private static final int MOST_INTERIM = 5;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: [^\\r\\n]*)?");
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after:[ \\t]*([^\\r\\n]{1,100}?)[ \\t]*");

    private ResponseHead() {}

    /** @throws Unreached when what comes is no such response */
    static Answered read(InputStream in) throws IOException {
        for (int i = 0; i <= MOST_INTERIM; i++) {
            String[] lines = head(in).split("\r?\n");
            Matcher status = STATUS.matcher(lines[0]);
            if (!status.matches()) {
                throw new Unreached("what came back was not HTTP");
            }
            int code = Integer.parseInt(status.group(1));
            if (code >= 200) {
                return new Answered(code, retryAfter(lines));
            }
        }
        throw new Unreached("no answer came, but announcements of one");
    }

    /** Byte by byte, over a buffered stream, so that nothing behind the head is waited for. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int lineLength = -1;
        while (lineLength != 0) {
            int next = in.read();
            if (next < 0) {
                throw new Unreached("the connection was closed without an answer");
            }
            head.append((char) next);
            if (head.length() > MOST_BYTES) {
                throw new Unreached("the head of the answer is too long");
            }
            lineLength = next == '\n' ? length(head) : -1;
        }
        return head.toString();
    }

    /** @return how long the line is that ends here */
    private static int length(StringBuilder head) {
        int end = head.length() - 1;
        if (end > 0 && head.charAt(end - 1) == '\r') {
            end--;
        }
        return end - (head.lastIndexOf("\n", head.length() - 2) + 1);
    }

    private static Optional<String> retryAfter(String[] lines) {
        for (String line : lines) {
            Matcher matcher = RETRY_AFTER.matcher(line);
            if (matcher.matches()) {
                return Optional.of(matcher.group(1));
            }
        }
        return Optional.empty();
    }
}
