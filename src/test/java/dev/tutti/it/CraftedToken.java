package dev.tutti.it;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that the server itself would never issue, signed with the secret that the build gives to it and to us. */
final class CraftedToken {
    private CraftedToken() {}

    /** @return what the server gave to this person, but that its time is over for as long */
    static String expired(Person person, Duration since) {
        Instant end = Instant.now().minus(since);
        return sign(
                like(person.token).issuedAt(Date.from(end.minusSeconds(900))).expiration(Date.from(end)));
    }

    /** @return what the server gave to this person, but that it ends after this time */
    static String living(Person person, Duration life) {
        Instant now = Instant.now();
        return sign(
                like(person.token).issuedAt(Date.from(now.minusSeconds(900))).expiration(Date.from(now.plus(life))));
    }

    /** @return the same for ever */
    static String endless(Person person) {
        return sign(like(person.token));
    }

    /** @return a good token to which somebody has put "alg": "none" */
    static String unsigned(Person person) {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        return header + "." + person.token.split("\\.")[1] + ".";
    }

    /** @return a good token whose signature is somebody else's */
    static String forged(Person person) {
        String signature = sign(like(person.token)).split("\\.")[2];
        return person.token.substring(0, person.token.lastIndexOf('.') + 1) + signature;
    }

    private static JwtBuilder like(String token) {
        JsonObject claims = part(token, 1);
        return Jwts.builder()
                .header()
                .keyId(part(token, 0).getString("kid"))
                .and()
                .issuer(claims.getString("iss"))
                .audience()
                .add("tutti")
                .and()
                .subject(claims.getString("sub"))
                .id(claims.getString("jti"))
                .claim("sid", claims.getString("sid"))
                .claim("typ", claims.getString("typ"));
    }

    private static String sign(JwtBuilder token) {
        byte[] secret = System.getenv("TUTTI_TOKEN_SECRET").getBytes(StandardCharsets.UTF_8);
        return token.signWith(new SecretKeySpec(secret, "HmacSHA256"), Jwts.SIG.HS256)
                .compact();
    }

    private static JsonObject part(String token, int index) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.")[index]);
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(json))) {
            return reader.readObject();
        }
    }
}
