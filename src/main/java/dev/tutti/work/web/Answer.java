package dev.tutti.work.web;

import dev.tutti.base.edit.Versioned;
import dev.tutti.journal.Position;
import dev.tutti.journal.Written;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;

/**
 * How HTTP says what became of a request: the thing, its version as the {@code ETag}, and for a write the position of
 * the entry that tells of it.
 */
public final class Answer {
    /** Where the journal stood when the write was told, or the answer was true. */
    public static final String POSITION = "Journal-Position";

    private Answer() {}

    /** 200, for something that was read, or changed without a journal that tells of it. */
    public static Response shown(Versioned thing) {
        return tagged(Response.ok(thing), thing).build();
    }

    /** 200, for something that was read and is true at a position. */
    public static Response at(Position position, Object thing) {
        return Response.ok(thing).header(POSITION, position).build();
    }

    /** 200, for something that was changed. */
    public static Response changed(Written<?> written) {
        return told(Response.ok(written.value()), written).build();
    }

    /**
     * 201, for something new.
     *
     * @param request its path, with the id, is where the new thing can be found; without the host, which is for the
     *     client to say
     */
    public static Response created(UriInfo request, UUID id, Written<?> written) {
        String list = request.getRequestUri().getRawPath().replaceAll("/+$", "");
        return told(Response.status(Response.Status.CREATED).entity(written.value()), written)
                .header(HttpHeaders.LOCATION, list + "/" + id)
                .build();
    }

    /** 201, for something that was told and is nowhere else to be found. */
    public static Response told(Written<?> written) {
        return told(Response.status(Response.Status.CREATED).entity(written.value()), written)
                .build();
    }

    /** 204, for something that is gone. */
    public static Response gone(Position position) {
        return Response.noContent().header(POSITION, position).build();
    }

    private static Response.ResponseBuilder told(Response.ResponseBuilder response, Written<?> written) {
        return tagged(response, written.value()).header(POSITION, written.position());
    }

    private static Response.ResponseBuilder tagged(Response.ResponseBuilder response, Object thing) {
        return thing instanceof Versioned versioned ? response.tag(Long.toString(versioned.version())) : response;
    }
}
