package dev.tutti.live.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tutti.base.config.ChosenSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

@DisplayName("A real Redis over TLS")
class RedisOverTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    private static RedisServer redis;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        keytool("-genkeypair -alias ca -keyalg EC -dname CN=authority -ext bc:c -validity 2 -storetype PKCS12"
                + " -keystore ca.p12");
        keytool("-exportcert -rfc -alias ca -keystore ca.p12 -file ca.pem");
        keytool("-genkeypair -alias redis -keyalg EC -dname CN=localhost -validity 2 -storetype PKCS12"
                + " -keystore store.p12");
        keytool("-certreq -alias redis -keystore store.p12 -file redis.csr");
        keytool("-gencert -rfc -alias ca -ext san=dns:localhost -validity 2 -keystore ca.p12 -infile redis.csr"
                + " -outfile redis.pem");
        Files.writeString(directory.resolve("redis.key"), key());
        port = freePort();
        redis = RedisServer.newRedisServer()
                .executableProvider(RedisNodes.seven())
                .port(freePort())
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("tls-port " + port)
                .setting("tls-auth-clients no")
                .setting("tls-cert-file " + directory.resolve("redis.pem"))
                .setting("tls-key-file " + directory.resolve("redis.key"))
                .build();
        redis.start();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    /** @return the server's key, in the form that it reads */
    private static String key() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("store.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey("redis", PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    @DisplayName("carries what is said, where the certificate is of that host and by an authority that was named")
    void trusted() throws Exception {
        try (Line line = messenger("localhost", Path.of("ca.pem")).open()) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            run(() -> line.read(new Line.Reader() {
                @Override
                public void heard(byte[] message) {
                    heard.complete(new String(message, StandardCharsets.UTF_8));
                }

                @Override
                public void hears(String channel) {
                    if (channel.equals("a")) {
                        run(() -> line.send(List.of(new Line.Message("a", "well".getBytes(StandardCharsets.UTF_8)))));
                    }
                }
            }));
            line.subscribe(Set.of("a"));
            assertEquals("well", heard.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("is refused with a certificate of another host, or by an authority that nobody named")
    void notTrusted() throws Exception {
        keytool(
                "-genkeypair -alias other -keyalg EC -dname CN=other -validity 2 -storetype PKCS12 -keystore other.p12");
        keytool("-exportcert -rfc -alias other -keystore other.p12 -file other.pem");

        assertThrows(
                Exception.class, () -> messenger("127.0.0.1", Path.of("ca.pem")).open());
        assertThrows(Exception.class, () -> messenger("localhost", Path.of("other.pem"))
                .open());
    }

    @Test
    @DisplayName("does not start with a file that holds no certificates")
    void noCertificates() throws IOException {
        Files.writeString(directory.resolve("empty.pem"), "");
        assertThrows(IllegalStateException.class, () -> messenger("localhost", Path.of("empty.pem")));
        assertThrows(IllegalStateException.class, () -> messenger("localhost", Path.of("absent.pem")));
    }

    private static Line.Messenger messenger(String host, Path authorities) {
        return BusProducer.redis(
                ChosenSettings.of(
                                "TUTTI_DB_URL",
                                "jdbc:postgresql://nowhere/tutti",
                                "TUTTI_TOKEN_SECRET",
                                "irrelevant",
                                "TUTTI_REDIS_CA",
                                directory.resolve(authorities).toString(),
                                "TUTTI_REDIS_URL",
                                "rediss://" + host + ":" + port)
                        .bus(),
                Thread::new);
    }

    private static void keytool(String arguments) throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        (tool + " " + arguments + " -storepass " + PASSWORD + " -noprompt").split(" "))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (Exception over) {
                        // then it is over
                    }
                },
                "tls");
        thread.setDaemon(true);
        thread.start();
    }
}
