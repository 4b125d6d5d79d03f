package dev.tutti.chaos;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What servers export their traces to: OTLP over gRPC, of which it reads no more than whose steps they are. */
final class SpanCollector implements AutoCloseable {
    private static final String EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    /** The first fields of a Span, by number: trace_id, span_id, trace_state, parent_span_id, and the length of the name. */
    private static final Pattern SPAN = Pattern.compile(
            "0a10([0-9a-f]{32})1208([0-9a-f]{16})(?:1a00)?(?:2208([0-9a-f]{16})|2200)?2a([0-7][0-9a-f])");

    private static final byte[] EMPTY_MESSAGE = new byte[5];

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final Undertow server = Undertow.builder()
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(new BlockingHandler(this::receive))
            .build();

    /** @param parent empty where the trace begins with it */
    record Span(String trace, String step, String parent, String name) {}

    SpanCollector() {
        server.start();
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop();
    }

    private void receive(HttpServerExchange exchange) throws IOException {
        byte[] message = message(exchange);
        // Servers export what they log and count by the same way.
        if (exchange.getRequestPath().equals(EXPORT)) {
            note(HexFormat.of().formatHex(message));
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/grpc");
        exchange.putAttachment(
                HttpAttachments.RESPONSE_TRAILERS, new HeaderMap().put(new HttpString("grpc-status"), "0"));
        exchange.getResponseSender().send(ByteBuffer.wrap(EMPTY_MESSAGE));
    }

    private static byte[] message(HttpServerExchange exchange) throws IOException {
        DataInputStream body = new DataInputStream(exchange.getInputStream());
        boolean compressed = body.readBoolean();
        byte[] message = body.readNBytes(body.readInt());
        return compressed ? new GZIPInputStream(new ByteArrayInputStream(message)).readAllBytes() : message;
    }

    private void note(String message) {
        for (Matcher span = SPAN.matcher(message); span.find(); ) {
            int length = 2 * HexFormat.fromHexDigits(span.group(4));
            byte[] name = HexFormat.of().parseHex(message, span.end(), span.end() + length);
            String parent = span.group(3) == null ? "" : span.group(3);
            spans.add(new Span(span.group(1), span.group(2), parent, new String(name, StandardCharsets.UTF_8)));
        }
    }
}
