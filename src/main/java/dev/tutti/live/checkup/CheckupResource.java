package dev.tutti.live.checkup;

import dev.tutti.base.config.Settings;
import dev.tutti.base.identity.Open;
import dev.tutti.base.limit.Addresses;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.live.http.Handshakes;
import dev.tutti.live.http.Origins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Collections;
import java.util.List;

/** Tells anybody how their request came here. */
@Path("checkup")
@Open
@ApplicationScoped
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class CheckupResource {
    private static final String COOKIE = "tuttiCheckup=";
    private static final String MISSING = "missing";

    @Inject
    Settings settings;

    @Inject
    Rates rates;

    @Inject
    Addresses addresses;

    @Inject
    Handshakes handshakes;

    @Inject
    Clock clock;

    /**
     * Changes nothing; a POST because with a GET to their own server pages send no Origin.
     *
     * @param page the origin of the page, as it knows it
     * @param handshake what the page called a handshake that it wants to know of
     */
    @POST
    public Arrival look(
            @QueryParam("page") @DefaultValue("") String page,
            @QueryParam("handshake") @DefaultValue("") String handshake,
            @Context HttpServletRequest request) {
        rates.take(Rate.CHECKUPS, Addresses.place(addresses.of(request)));
        return new Arrival(
                clock.millis(),
                origin(request),
                Collections.list(request.getHeaders("Origin")).equals(List.of(page)),
                page.endsWith("://" + request.getHeader("Host")),
                page.startsWith(request.getScheme() + "://"),
                forwarded(request),
                Collections.list(request.getHeaders("Cookie")).stream().anyMatch(value -> value.contains(COOKIE)),
                handshakes.outcome(handshake).orElse("unseen"));
    }

    private String origin(HttpServletRequest request) {
        if (!request.getHeaders("Origin").hasMoreElements()) {
            return MISSING;
        }
        return new Origins(settings.door()).allowPage(request) ? "allowed" : "refused";
    }

    private String forwarded(HttpServletRequest request) {
        if (request.getHeader("X-Forwarded-For") == null) {
            return MISSING;
        }
        return addresses.isProxied(request) ? "believed" : "unbelieved";
    }
}
