package dev.tutti;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API; its resources are found by their annotations. */
@ApplicationPath("api")
public class Api extends Application {
    /**
     * Jersey, which Payara brings, would prefer its own JSON to our {@link dev.tutti.base.json.JsonBodies}, and would
     * put the request's Host, which anybody may forge, into every Location. MOXy, one more of the kind, would also log a
     * stack trace for each record that it cannot build. And it would describe every resource in a format that nobody
     * reads. Other servers do not know these properties.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.disableJsonBinding", true,
                "jersey.config.disableJsonProcessing", true,
                "jersey.config.disableMoxyJson", true,
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
