package dev.tutti;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API; its resources are found by their annotations. */
@ApplicationPath("api")
public class Api extends Application {}
