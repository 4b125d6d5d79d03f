package dev.tutti.bench.server;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Tokens as the peers of Tutti verify them at each handshake, signed as Tutti signs its own. */
final class Passes {
    static final String SECRET = "only-for-the-benchmark-and-for-nothing-else-0123456789";
    private static final int PEOPLE = 10;

    private static final List<String> ALL =
            IntStream.range(0, PEOPLE).mapToObj(Passes::make).toList();

    private Passes() {}

    static String of(int seat) {
        return ALL.get(seat % PEOPLE);
    }

    private static String make(int person) {
        Instant now = Instant.now();
        return Jwts.builder()
                .subject(UUID.nameUUIDFromBytes(new byte[] {(byte) person}).toString())
                .claim("name", "Person " + person)
                .issuer("bench")
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(Duration.ofDays(1))))
                .signWith(Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
                .compact();
    }
}
