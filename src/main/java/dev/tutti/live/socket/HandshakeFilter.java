package dev.tutti.live.socket;

import dev.tutti.base.config.Settings;
import dev.tutti.base.metrics.Count;
import dev.tutti.base.problem.ErrorCode;
import dev.tutti.live.http.Handshakes;
import dev.tutti.live.http.Origins;
import dev.tutti.live.http.Refusal;
import dev.tutti.live.hub.Seat;
import dev.tutti.live.hub.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * Stands before the upgrade, where a refusal can still be plain HTTP. Both servers upgrade requests that the WebSocket
 * standard forbids, and neither looks at the Origin as we want it looked at.
 */
@WebFilter(urlPatterns = "/ws", asyncSupported = true)
public class HandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private static final String CHECKUP = "checkup";

    @Inject
    transient Settings settings;

    @Inject
    transient SessionRegistry registry;

    @Inject
    transient Handshakes handshakes;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET");
            refuse(
                    request,
                    response,
                    "method",
                    Refusal.of(ErrorCode.BAD_REQUEST, 405, "A WebSocket handshake is a GET request."));
        } else if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            response.setHeader("Upgrade", "websocket");
            // Behind an Upgrade one server writes no length, and its client would wait for more until the connection is
            // idle.
            response.setHeader("Connection", "close");
            refuse(
                    request,
                    response,
                    "upgrade",
                    Refusal.of(ErrorCode.BAD_REQUEST, 426, "This address speaks WebSocket only."));
        } else if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            response.setHeader("Sec-WebSocket-Version", "13");
            refuse(
                    request,
                    response,
                    "version",
                    Refusal.of(ErrorCode.BAD_REQUEST, 426, "Use version 13 of the WebSocket protocol (RFC 6455)."));
        } else if (!isKey(request.getHeader("Sec-WebSocket-Key"))) {
            refuse(
                    request,
                    response,
                    "key",
                    Refusal.of(ErrorCode.BAD_REQUEST, 400, "Sec-WebSocket-Key must be 16 bytes in base64."));
        } else if (!new Origins(settings.door()).allow(request)) {
            refuse(
                    request,
                    response,
                    "origin",
                    Refusal.of(ErrorCode.FORBIDDEN, 403, "Pages of this origin may not connect; see TUTTI_ORIGINS."));
        } else if (!settings.door().tokenInUrl() && request.getParameter("token") != null) {
            refuse(
                    request,
                    response,
                    "token_in_url",
                    Refusal.of(
                            ErrorCode.TOKEN_IN_URL, 400, "Send the token in a header, a subprotocol or as a ticket."));
        } else if (!registry.letsIn(Seat.SOCKET)) {
            refuse(request, response, "full", Refusal.of(Refusal.full()));
        } else {
            note(request, "accepted");
            chain.doFilter(request, response);
        }
    }

    private static boolean isKey(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == 16;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, String wrong, Refusal answer)
            throws IOException {
        Count.HANDSHAKES.up(Seat.SOCKET.word(), wrong);
        note(request, wrong);
        answer.send(response);
    }

    /** Of a GET only: elsewhere a container reads the body to find the parameter. */
    private void note(HttpServletRequest request, String outcome) {
        if (!request.getMethod().equals("GET")) {
            return;
        }
        Optional.ofNullable(request.getParameter(CHECKUP)).ifPresent(id -> handshakes.note(id, outcome));
    }
}
