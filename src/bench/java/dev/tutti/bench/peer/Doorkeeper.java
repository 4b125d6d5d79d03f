package dev.tutti.bench.peer;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import java.nio.charset.StandardCharsets;

/** Verifies the token of each handshake. */
final class Doorkeeper {
    private final JwtParser parser = Jwts.parser()
            .verifyWith(Keys.hmacShaKeyFor(System.getenv("SECRET").getBytes(StandardCharsets.UTF_8)))
            .requireIssuer("bench")
            .build();

    /** @return who it is, as JSON; whoever has no good token is not let in by what this throws */
    String who(String authorization) {
        Claims claims = parser.parseSignedClaims(authorization.substring("Bearer ".length()))
                .getPayload();
        return "{\"id\":\"" + claims.getSubject() + "\",\"name\":\"" + claims.get("name", String.class) + "\"}";
    }
}
