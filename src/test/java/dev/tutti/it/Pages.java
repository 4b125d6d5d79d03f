package dev.tutti.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Somebody else's web server: it has the examples, and the client and its libraries beside them. */
final class Pages implements AutoCloseable {
    private static final Path EXAMPLES = Path.of("src/docs/examples");
    private static final Path WEBAPP = Path.of("src/main/webapp");
    private static final Map<String, String> TYPES =
            Map.of(".html", "text/html; charset=utf-8", ".js", "text/javascript; charset=utf-8");

    /** Under this one the server may be asked from here: the build lists it in TUTTI_ORIGINS. */
    final URI address = URI.create("http://127.0.0.1:" + System.getProperty("pages.port") + "/");

    private final HttpServer server;

    Pages() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()), 0);
        server.createContext("/", exchange -> serve(exchange, EXAMPLES));
        server.createContext("/client/", exchange -> serve(exchange, WEBAPP));
        server.createContext("/lib/", exchange -> serve(exchange, WEBAPP));
        server.start();
    }

    private static void serve(HttpExchange exchange, Path folder) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        Path file = folder.resolve(name.endsWith("/") ? name + "index.html" : name);
        boolean found = Files.isRegularFile(file);
        byte[] body = found ? Files.readAllBytes(file) : new byte[0];
        TYPES.forEach((ending, type) -> {
            if (file.toString().endsWith(ending)) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
        });
        exchange.sendResponseHeaders(found ? 200 : 404, found ? body.length : -1);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
