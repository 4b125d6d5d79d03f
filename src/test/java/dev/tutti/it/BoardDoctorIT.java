package dev.tutti.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tutti.base.Needed;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Behind the nginx of the docker folder, as it is and with one thing changed in it; and without any. */
@DisplayName("The board's doctor")
@ExtendWith(ArquillianExtension.class)
class BoardDoctorIT {
    private static final String SIGNED_OUT = """
            http well
            clock well
            origin well
            forwarded well
            cookies well
            socket well
            subprotocol well
            roundtrip untested
            large untested
            stream well
            poll untested
            compression well""";

    private static final String SIGNED_IN = SIGNED_OUT.replace("untested", "well");
    private static final String NO_SOCKET =
            SIGNED_OUT.replace("socket well", "socket broken").replace("subprotocol well", "subprotocol untested");

    /** Where the location of sockets begins, and where it ends. */
    private static final String SOCKET_HOST = "inherits none.\n            proxy_set_header Host $http_host;";

    private static final String SOCKET_TIMES = "proxy_read_timeout 90s;\n            proxy_send_timeout 90s;";

    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private Window window;
    private Optional<Nginx> nginx = Optional.empty();

    @Deployment(testable = false)
    static WebArchive war() {
        // What is quiet for two and a half pings is quiet for long.
        return ServerIT.warWith("tutti.ping.seconds=2", "tutti.trusted.proxies=127.0.0.1");
    }

    @BeforeAll
    static void isServed() {
        ServerIT.isServed();
    }

    @BeforeEach
    void open() {
        window = BROWSER.opens();
    }

    @AfterEach
    void end() {
        window.closes();
        nginx.ifPresent(Nginx::close);
    }

    @Test
    @DisplayName("finds all well at the server itself, once somebody is signed in, also on connections that are quiet")
    void wellDirectly() {
        window.goes(ServerIT.BASE + "#/");
        window.signsIn(Person.registers("Ada"));
        window.clicks(".me");
        window.chooses("Doctor");
        assertEquals(SIGNED_IN, found());
        assertTrue(says(".note").contains("All that was tested is well"));

        window.clicks(".quiet .button");
        window.awaits("document.querySelector('.doctor progress')");
        assertEquals(SIGNED_IN + "\nquiet-socket well\nquiet-stream well\nquiet-poll well", found());
    }

    @Test
    @DisplayName("is there for whoever cannot sign in, says what it could not test, and reports without a secret")
    void signedOut() {
        window.goes(ServerIT.BASE + "#/");
        window.clicks(".welcome a[href='#/doctor']");
        assertEquals(SIGNED_OUT, found());
        String report = says(".report pre");
        assertTrue(report.contains("WELL: WebSocket") && report.contains("NOT TESTED: Large frames"), report);
        assertFalse(report.contains("bearer") || report.contains("eyJ"), report);
        Looks.keepsNobodyOut(window, "well");
    }

    @Test
    @DisplayName("finds all well behind the nginx of the docker folder")
    void wellBehindNginx() {
        behind(it -> it);
        window.goes(address() + "#/doctor");
        window.awaits("document.querySelector('.doctor')");
        assertEquals(SIGNED_OUT, found());
    }

    @Test
    @DisplayName("tells a proxy that does not pass the upgrade on, and gives the lines that do")
    void noUpgrade() {
        visit(it -> Nginx.replace(
                Nginx.replace(it, "proxy_set_header Upgrade $to_socket;", ""),
                "proxy_set_header Connection $keep_or_upgrade;",
                ""));
        assertEquals(NO_SOCKET, found());
        assertTrue(says(saw("socket")).contains("without the header Upgrade"));
        assertEquals("proxy", whoChanges("socket"));
        assertTrue(says(lines("socket")).contains("location = /tutti/ws {"));
        assertTrue(says(lines("socket")).contains("proxy_set_header Upgrade $http_upgrade;"));
        assertTrue(says(".note").contains("Changes still reach you, by Server-Sent Events."));
        Looks.keepsNobodyOut(window, "broken");
    }

    @Test
    @DisplayName("tells a proxy that gathers a stream, and gives the lines that let it pass")
    void buffered() {
        // Over HTTP/1.1, which is not nginx's default, it passes each chunk on whatever it is told.
        visit(it -> Nginx.replace(
                it,
                "proxy_buffering off;",
                "proxy_http_version 1.0; proxy_buffering on; proxy_ignore_headers X-Accel-Buffering;"));
        isGathered();
    }

    @Test
    @DisplayName("tells a proxy that packs a stream, and gathers it for that")
    void packed() {
        visit(it -> Nginx.replace(
                it,
                "proxy_buffering off;",
                "gzip on; gzip_min_length 0; gzip_types text/event-stream; proxy_ignore_headers X-Accel-Buffering;"));
        isGathered();
        assertTrue(says(saw("stream")).contains("packed as gzip"));
    }

    private void isGathered() {
        assertEquals(SIGNED_OUT.replace("stream well", "stream broken"), found());
        assertEquals("proxy", whoChanges("stream"));
        assertTrue(says(lines("stream")).contains("location = /tutti/api/events {"));
        assertTrue(says(lines("stream")).contains("proxy_buffering off;"));
        assertTrue(says(lines("stream")).contains("gzip off;"));
    }

    @Test
    @DisplayName("tells a proxy that ends a connection for being quiet, after how long, and what either side can do")
    void impatient() {
        behind(it -> Nginx.replace(it, SOCKET_TIMES, "proxy_read_timeout 1s; proxy_send_timeout 1s;"));
        Person ada = Person.registers(ServerIT.BASE, "Ada");
        window.goes(address() + "#/doctor");
        window.clicks(".alone-head .link");
        window.signsIn(ada);
        window.awaits("document.querySelector('.me')");
        window.goes(address() + "?again#/doctor");
        assertEquals(SIGNED_IN, found());
        window.clicks(".quiet .button");
        assertEquals(SIGNED_IN + "\nquiet-socket broken\nquiet-stream well\nquiet-poll well", found());
        assertTrue(
                says(saw("quiet-socket")).matches("Ended after \\d\\.\\d s, with code 1006\\."),
                says(saw("quiet-socket")));
        assertEquals("proxy,tutti", whoChanges("quiet-socket"));
        assertTrue(says(lines("quiet-socket")).contains("proxy_read_timeout 90s;"));
        assertTrue(says(lines("quiet-socket")).contains("TUTTI_PING_SECONDS=1"));
    }

    @Test
    @DisplayName("tells a proxy that passes another Host on from a WebSocket that is blocked, everywhere")
    void otherHost() {
        visit(it -> Nginx.replace(it, "proxy_set_header Host $http_host;", "proxy_set_header Host tutti.internal;"));
        assertEquals(NO_SOCKET.replace("origin well", "origin broken"), found());
        assertTrue(says(saw("origin")).contains("Host changed"));
        assertEquals("proxy,tutti", whoChanges("origin"));
        assertTrue(says(lines("origin")).contains("TUTTI_PUBLIC_URL=" + address()));
        assertTrue(says(saw("socket")).contains("from an origin that may not connect"));
        assertTrue(says(lines("socket")).contains("proxy_set_header Host $http_host;"));
    }

    @Test
    @DisplayName("and where the Host of sockets alone is another")
    void otherHostOfSockets() {
        visit(it -> Nginx.replace(it, SOCKET_HOST, SOCKET_HOST.replace("$http_host", "tutti.internal")));
        assertEquals(NO_SOCKET, found());
        assertTrue(says(saw("socket")).contains("from an origin that may not connect"));
        assertEquals("proxy,tutti", whoChanges("socket"));
    }

    @Test
    @DisplayName("tells a proxy that sends another Origin")
    void otherOrigin() {
        visit(it -> Nginx.replace(
                it,
                "proxy_set_header Host $http_host;",
                "proxy_set_header Host $http_host; proxy_set_header Origin https://evil.example;"));
        assertEquals(
                NO_SOCKET.replace("origin well", "origin broken").replace("stream well", "stream broken"), found());
        assertEquals("proxy", whoChanges("origin"));
        assertTrue(says(lines("origin")).contains("proxy_set_header Origin"));
        assertEquals("proxy", whoChanges("socket"));
    }

    @Test
    @DisplayName("tells a proxy that refuses the path of sockets")
    void pathRefused() {
        visit(it -> Nginx.replace(it, SOCKET_TIMES, "return 403;"));
        assertEquals(NO_SOCKET, found());
        assertTrue(says(saw("socket"))
                .contains("did not come to Tutti; to a plain request it was answered 403, but not from Tutti"));
        assertEquals("proxy", whoChanges("socket"));
        assertTrue(says(".change[data-who=proxy]").contains("The proxy itself answers 403"));
    }

    @Test
    @DisplayName("tells what lets pages pass, and takes sockets out on the way")
    void takenOut() {
        visit(it -> Nginx.replace(it, SOCKET_TIMES, "if ($to_socket) { return 403; }"));
        assertEquals(NO_SOCKET, found());
        assertTrue(
                says(saw("socket")).contains("did not come to Tutti; to a plain request it was answered 426."),
                says(saw("socket")));
        assertEquals("you,proxy", whoChanges("socket"));
    }

    @Test
    @DisplayName("tells a clock that goes wrong by an hour, and whose it is")
    void clock() {
        window.begins("const now = Date.now; Date.now = () => now() + 3_600_000;");
        window.goes(ServerIT.BASE + "#/doctor");
        assertEquals(SIGNED_OUT.replace("clock well", "clock doubtful"), found());
        assertTrue(says(saw("clock")).contains("ahead of Tutti"));
        assertEquals("you", whoChanges("clock"));
    }

    /** Goes to the doctor behind an nginx with something changed in it, without signing in. */
    private void visit(UnaryOperator<String> change) {
        behind(change);
        window.goes(address() + "#/doctor");
    }

    private void behind(UnaryOperator<String> change) {
        Path place = Path.of(System.getProperty("tutti.it"), "nginx-of-the-doctor");
        nginx = Nginx.before(place, ServerIT.BASE, ServerIT.BASE, change);
        Needed.here(nginx.isPresent(), "there is no nginx");
    }

    private URI address() {
        return nginx.orElseThrow().address();
    }

    /** @return each check with its verdict, once all are there */
    private String found() {
        window.awaits("document.querySelector('.doctor')?.getAttribute('aria-busy') === 'false'"
                + " && document.querySelector('.finding')");
        return window.text(
                "[...document.querySelectorAll('.finding')].map(({dataset}) => dataset.check + ' ' + dataset.verdict).join('\\n')");
    }

    private String whoChanges(String check) {
        return window.text("[...document.querySelectorAll('[data-check=" + check
                + "] .change')].map(({dataset}) => dataset.who).join()");
    }

    private static String saw(String check) {
        return "[data-check=" + check + "] .saw";
    }

    private static String lines(String check) {
        return "[data-check=" + check + "] pre";
    }

    private String says(String selector) {
        return window.text("[...document.querySelectorAll(" + Window.quoted(selector)
                + ")].map((it) => it.textContent).join('\\n')");
    }
}
