package shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** An application that knows nothing of Tutti but what {@link Workspace} says over HTTP. */
@ApplicationPath("api")
public class Shop extends Application {}
