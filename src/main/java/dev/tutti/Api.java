package dev.tutti;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API; its resources are found by their annotations. */
@ApplicationPath("api")
public class Api extends Application {
    /**
     * Jersey, which Payara brings, would prefer one of its own kinds of JSON to our
     * {@link dev.tutti.base.json.JsonBodies}, describe the resources to anybody, and put the request's Host, which
     * anybody may forge, into every Location. Of JSON it has four kinds (JSON-P, JSON-B, MOXy, Jackson), and where one is
     * switched off the next one takes its place, at some starts and not at others; each of the last three stands back
     * when another one is named as the choice, even one that is none of them. Other servers do not know these
     * properties.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.jsonFeature", "tutti",
                "jersey.config.disableJsonProcessing", true,
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.headers.location.relative.resolution.disabled", true);
    }
}
