package dev.tutti.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A WebSocket handshake of which every line can be wrong. */
final class RawHandshake {
    /** The origin that the server must take for its own. */
    static final String OWN_ORIGIN = "http://" + ServerIT.BASE.getAuthority();

    private final String method;
    private final String query;
    private final List<String> headers;

    private RawHandshake(String method, String query, List<String> headers) {
        this.method = method;
        this.query = query;
        this.headers = List.copyOf(headers);
    }

    /** @return a handshake with which nothing is wrong, and which brings no credential */
    static RawHandshake proper() {
        return new RawHandshake(
                "GET",
                "",
                List.of(
                        "Host: " + ServerIT.BASE.getAuthority(),
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13"));
    }

    static RawHandshake of(Person person) {
        return proper().with("Authorization", "Bearer " + person.token);
    }

    RawHandshake method(String other) {
        return new RawHandshake(other, query, headers);
    }

    RawHandshake query(String text) {
        return new RawHandshake(method, "?" + text, headers);
    }

    /** Adds a line, whatever is there already. */
    RawHandshake with(String name, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(name + ": " + value);
        return new RawHandshake(method, query, more);
    }

    RawHandshake without(String name) {
        List<String> fewer = new ArrayList<>(headers);
        fewer.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        return new RawHandshake(method, query, fewer);
    }

    RawHandshake replacing(String name, String value) {
        return without(name).with(name, value);
    }

    /** @return the connection, upgraded or refused */
    RawSocket send() {
        return send(0);
    }

    /** @param window the client's receive buffer in bytes, or 0 for the usual one */
    RawSocket send(int window) {
        String request = method + " " + ServerIT.BASE.getPath() + "ws" + query + " HTTP/1.1\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
        try {
            // Owned by the RawSocket from here on.
            Socket socket = new Socket();
            if (window > 0) {
                socket.setReceiveBufferSize(window);
            }
            socket.connect(new InetSocketAddress(ServerIT.BASE.getHost(), ServerIT.BASE.getPort()), 10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new RawSocket(socket);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
