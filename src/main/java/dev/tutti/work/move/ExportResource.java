package dev.tutti.work.move;

import dev.tutti.base.file.Download;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.OpenToKeys;
import dev.tutti.base.identity.Scope;
import dev.tutti.work.workspace.WorkspaceView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** How HTTP reaches a workspace as a file. */
@Path("workspaces/{workspace}/export")
@ApplicationScoped
@Produces({MediaType.APPLICATION_JSON, "text/csv"})
public class ExportResource {
    @Inject
    Exports exports;

    @Inject
    Download download;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Response write(@PathParam("workspace") UUID workspace, @QueryParam("format") String format)
            throws IOException {
        Form form = Form.parse(Optional.ofNullable(format));
        Caller asking = caller.get();
        WorkspaceView of = exports.of(asking, workspace);
        long length = download.make(asking.id(), out -> exports.write(asking, workspace, form, out));
        StreamingOutput body = download::send;
        return Response.ok(body, form.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, length)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(of, form) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** In letters that every file system and every header can take. */
    private static String name(WorkspaceView workspace, Form form) {
        String name = workspace.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "tutti-" + name.replaceAll("^-|-$", "") + "." + form.ending();
    }
}
