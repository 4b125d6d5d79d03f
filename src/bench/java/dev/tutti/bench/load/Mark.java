package dev.tutti.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where an event has its number: in eight hexadecimal digits behind {@code n=0x}. It is at the same place in all events of a
 * server, or nearly, so it is looked for where it was the last time.
 */
final class Mark {
    private static final byte[] SIGN = "n=0x".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 8;

    private int usual;

    /** @return the number of the event; less than 0 where there is none, since this is asked for every frame */
    int in(ByteBuffer buffer, int from, int to) {
        if (isAt(buffer, from + usual, to)) {
            return number(buffer, from + usual + SIGN.length);
        }
        for (int at = from; at + SIGN.length + DIGITS <= to; at++) {
            if (isAt(buffer, at, to)) {
                usual = at - from;
                return number(buffer, at + SIGN.length);
            }
        }
        return -1;
    }

    /** @return the same, of an event by itself */
    static int in(byte[] event) {
        return new Mark().in(ByteBuffer.wrap(event), 0, event.length);
    }

    private static boolean isAt(ByteBuffer buffer, int at, int to) {
        if (at + SIGN.length + DIGITS > to) {
            return false;
        }
        for (int i = 0; i < SIGN.length; i++) {
            if (buffer.get(at + i) != SIGN[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuffer buffer, int at) {
        int number = 0;
        for (int i = 0; i < DIGITS; i++) {
            int digit = buffer.get(at + i);
            number = number << 4 | (digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        return number;
    }
}
