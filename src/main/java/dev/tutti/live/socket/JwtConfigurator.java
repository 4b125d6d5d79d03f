package dev.tutti.live.socket;

import dev.tutti.base.identity.Admission;
import dev.tutti.base.identity.Authenticator;
import dev.tutti.base.identity.Tokens;
import dev.tutti.base.log.Log;
import dev.tutti.base.problem.Diagnosis;
import dev.tutti.live.http.Credentials;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds out who is at the door. The upgrade is completed whatever comes of it, because a browser cannot see why a
 * handshake was refused; {@link WorkspaceEndpoint} then tells the client, and closes.
 */
public class JwtConfigurator extends ServerEndpointConfig.Configurator {
    private static final System.Logger LOG = Log.of(JwtConfigurator.class);

    static final String PROTOCOL = "tutti.v1";

    /** The same, for a client that takes several envelopes in one message. */
    static final String LINES = "tutti.v1.lines";

    private static final String ADMISSION = Admission.class.getName();
    private static final String BEARER_PROTOCOL = "bearer.";

    /**
     * Found by hand, because one of the servers does not inject into configurators, and once: to find out who asks, CDI walks
     * the whole stack.
     */
    private volatile Optional<Authenticator> authenticator = Optional.empty();

    /** @return what came of the credential that this connection was opened with; empty when nobody could tell */
    static Optional<Admission> admission(Map<String, Object> userProperties) {
        return Optional.ofNullable((Admission) userProperties.get(ADMISSION));
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        try {
            config.getUserProperties().put(ADMISSION, admit(authenticator(), request));
        } catch (RuntimeException fault) {
            // One of the servers would answer it with a page of its stack trace.
            if (Diagnosis.of(fault).isEmpty()) {
                LOG.log(System.Logger.Level.ERROR, "A credential could not be checked", fault);
            }
        }
    }

    private Authenticator authenticator() {
        if (authenticator.isEmpty()) {
            authenticator =
                    Optional.of(CDI.current().select(Authenticator.class).get());
        }
        return authenticator.get();
    }

    /** The server may answer with one of our own protocols' names only: a client offers its token in the same header. */
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return requested.stream().filter(supported::contains).findFirst().orElse("");
    }

    /** In the order of PROTOCOL.md, section 2: the first credential that is there is the one that counts. */
    private static Admission admit(Authenticator authenticator, HandshakeRequest request) {
        Credentials shown = new Credentials(name -> header(request, name).toList(), name -> request.getParameterMap()
                .getOrDefault(name, List.of()));
        Optional<String> bearer = shown.bearer().or(() -> header(request, "Sec-WebSocket-Protocol")
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> value.startsWith(BEARER_PROTOCOL))
                .map(value -> value.substring(BEARER_PROTOCOL.length()))
                .findFirst());
        if (bearer.isPresent()) {
            return authenticator.byToken(bearer.get());
        }
        return shown.parameter("ticket")
                .map(authenticator::byTicket)
                .or(() -> shown.cookie().map(authenticator::byToken))
                .or(() -> shown.parameter("token").map(authenticator::byToken))
                .orElseGet(JwtConfigurator::nobody);
    }

    private static Stream<String> header(HandshakeRequest request, String name) {
        return request.getHeaders().entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream());
    }

    private static Admission nobody() {
        return new Admission.Expired(
                "Present an access token: as Authorization: Bearer, as the subprotocol bearer.<token>"
                        + " beside tutti.v1, as ?ticket=, or as the " + Tokens.COOKIE + " cookie.");
    }
}
