package dev.tutti.base.outward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is sent to an address that a stranger has written down")
class SenderTest {
    private static final byte[] BODY = "{\"x\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final List<String> received = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    @DisplayName("arrives as it is, and the status and when to come back are what comes back")
    void arrives() throws IOException {
        HttpServer server = HttpServer.create(loopback(), 0);
        listen(server, 503);
        try {
            Answered answer = sender(true, Duration.ofSeconds(10))
                    .post(to(server.getAddress().getPort()), Map.of("X-One", "1"), BODY);

            assertEquals(new Answered(503, Optional.of("7")), answer);
            assertEquals(List.of("POST /hook?a=b 1 hooks.example:" + port(server) + " {\"x\":\"é\"}"), received);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("goes to no address that only we can reach, whichever of several it is, and however the name changes")
    void surroundings() throws IOException {
        HttpServer server = HttpServer.create(loopback(), 0);
        listen(server, 200);
        InetAddress home = InetAddress.getLoopbackAddress();
        InetAddress away = InetAddress.getByName("203.0.112.1");
        try {
            AtomicInteger asked = new AtomicInteger();
            for (InetAddress[] found : List.of(new InetAddress[] {home}, new InetAddress[] {away, home})) {
                Sender sender = sender(
                        new Sender.Rules(Duration.ofSeconds(10), false),
                        host -> {
                            // Asked once more, the name would mean something else.
                            return asked.incrementAndGet() % 2 == 1 ? found : new InetAddress[] {away};
                        },
                        tls());
                assertEquals("its address is not a public one", fails(sender, port(server)));
                assertEquals(1, asked.getAndSet(0), "looked up once");
            }
            assertEquals(List.of(), received);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("is not taken elsewhere by a redirect")
    void redirect() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> done =
                    answers(server, "HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
            assertEquals(
                    307,
                    sender(true, Duration.ofSeconds(10))
                            .post(to(server.getLocalPort()), Map.of(), BODY)
                            .status());
            done.join();
        }
    }

    @Test
    @DisplayName("waits for no answer longer than is set: none at all, one that trickles, one that never ends")
    void patience() throws IOException {
        for (String behaviour : List.of("silent", "trickle")) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> done = CompletableFuture.runAsync(() -> stall(server, behaviour));
                long start = System.nanoTime();
                assertEquals(
                        "no answer came in time",
                        fails(sender(true, Duration.ofMillis(400)), server.getLocalPort()),
                        behaviour);
                assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20));
                done.join();
            }
        }
    }

    @Test
    @DisplayName("is not sent any more when looking the name up took all of the time")
    void slowNames() throws IOException {
        HttpServer server = HttpServer.create(loopback(), 0);
        listen(server, 200);
        Duration within = Duration.ofMillis(50);
        try {
            Sender sender = sender(
                    new Sender.Rules(within, true),
                    host -> {
                        long start = System.nanoTime();
                        while (System.nanoTime() - start < within.toNanos()) {
                            Thread.onSpinWait();
                        }
                        return home(host);
                    },
                    tls());

            Unreached late = assertThrows(Unreached.class, () -> sender.post(to(port(server)), Map.of(), BODY));
            assertTrue(late.isLate());
            assertEquals(List.of(), received);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("takes nothing for an answer that is none, or too long")
    void nonsense() throws IOException {
        Map<String, String> answers = Map.of(
                "SSH-2.0-Other\r\n\r\n",
                "what came back was not HTTP",
                "",
                "the connection was closed without an answer",
                "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000),
                "the head of the answer is too long",
                "HTTP/1.1 103 Wait\r\n\r\n".repeat(9),
                "no answer came, but announcements of one");
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> done = answers(server, answer.getKey());
                assertEquals(answer.getValue(), fails(sender(true, Duration.ofSeconds(10)), server.getLocalPort()));
                done.join();
            }
        }
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> done = answers(server, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 204\r\n\n");
            assertEquals(
                    204,
                    sender(true, Duration.ofSeconds(10))
                            .post(to(server.getLocalPort()), Map.of(), BODY)
                            .status());
            done.join();
        }
    }

    @Test
    @DisplayName("says when nobody is there, and when a node that stops has let go of it")
    void nobody() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        Sender sender = sender(true, Duration.ofSeconds(10));
        assertEquals("it could not be reached", fails(sender, port));
        sender.close();
        assertEquals("this node is stopping", fails(sender, port));
    }

    @Test
    @DisplayName("goes over TLS to whom the certificate names, and to nobody else")
    void overTls() throws Exception {
        keytool("-genkeypair -alias it -keyalg EC -dname CN=hooks.example -ext san=dns:hooks.example -validity 2"
                + " -storetype PKCS12 -keystore it.p12");
        SSLContext context = context();
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        listen(server, 200);
        try {
            Sender.Rules rules = new Sender.Rules(Duration.ofSeconds(10), true);
            Sender sender = sender(rules, SenderTest::home, context.getSocketFactory());
            int port = port(server);
            assertEquals(
                    200,
                    sender.post(new Destination(true, "hooks.example", port, "/hook"), Map.of(), BODY)
                            .status());
            Destination other = new Destination(true, "other.example", port, "/hook");
            assertThrows(Unreached.class, () -> sender.post(other, Map.of(), BODY));
            Sender distrusting = sender(rules, SenderTest::home, tls());
            assertThrows(
                    Unreached.class,
                    () -> distrusting.post(new Destination(true, "hooks.example", port, "/"), Map.of(), BODY));
            assertEquals(1, received.size());
        } finally {
            server.stop(0);
        }
    }

    private Sender sender(boolean anywhere, Duration within) {
        return sender(new Sender.Rules(within, anywhere), SenderTest::home, tls());
    }

    private Sender sender(Sender.Rules rules, Sender.Names names, SSLSocketFactory tls) {
        return new Sender(rules, names, tls, timer);
    }

    private static String fails(Sender sender, int port) {
        return assertThrows(Unreached.class, () -> sender.post(to(port), Map.of(), BODY))
                .getMessage();
    }

    private static Destination to(int port) {
        return new Destination(false, "hooks.example", port, "/hook?a=b");
    }

    private static InetAddress[] home(String host) {
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static int port(HttpServer server) {
        return server.getAddress().getPort();
    }

    private static SSLSocketFactory tls() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    private void listen(HttpServer server, int status) {
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-One") + " "
                    + exchange.getRequestHeaders().getFirst("Host") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    private static CompletableFuture<Void> answers(ServerSocket server, String text) {
        return CompletableFuture.runAsync(() -> {
            try (Socket socket = server.accept()) {
                readRequest(socket);
                socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException gone) {
                // the other side has heard enough
            }
        });
    }

    private static void stall(ServerSocket server, String behaviour) {
        try (Socket socket = server.accept()) {
            readRequest(socket);
            if (behaviour.equals("silent")) {
                while (socket.getInputStream().read() >= 0) {
                    // until the other side has had enough
                }
            }
            while (true) {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                if (behaviour.equals("silent")) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException gone) {
            // the other side has had enough
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Or closing the connection would take the answer back. */
    private static void readRequest(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!read.toString().endsWith("\"}")) {
            read.append((char) in.read());
        }
    }

    private SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve("it.p12"))) {
            store.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", store.getCertificate("it"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void keytool(String arguments) throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new java.util.ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
