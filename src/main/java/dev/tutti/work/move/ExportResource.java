package dev.tutti.work.move;

import dev.tutti.base.config.Settings;
import dev.tutti.base.file.Deadline;
import dev.tutti.base.file.FileTurns;
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
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
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
    FileTurns turns;

    @Inject
    Settings settings;

    @Inject
    CurrentCaller caller;

    @GET
    @OpenToKeys(Scope.READ)
    public Response write(@PathParam("workspace") UUID workspace, @QueryParam("format") String format) {
        Form form = Form.parse(Optional.ofNullable(format));
        Caller asking = caller.get();
        WorkspaceView of = exports.of(asking, workspace);
        StreamingOutput body = out -> write(asking, workspace, form, out);
        return Response.ok(body, form.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name(of, form) + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /**
     * First to a file of our own, and from there to the caller: who reads slowly must not keep a connection to the
     * database, and what fails on the way must not look like a whole file.
     */
    private void write(Caller asking, UUID workspace, Form form, OutputStream out) throws IOException {
        FileTurns.Turn way = turns.takeOut(asking.id());
        try {
            java.nio.file.Path file = Files.createTempFile("tutti-export-", "." + form.ending());
            try {
                putTogether(asking, workspace, form, file);
                Files.copy(file, Deadline.in(settings.files().within()).on(out));
            } finally {
                Files.delete(file);
            }
        } finally {
            way.close();
        }
    }

    private void putTogether(Caller asking, UUID workspace, Form form, java.nio.file.Path file) throws IOException {
        FileTurns.Turn turn = turns.take(asking.id());
        try (Writer writer = Files.newBufferedWriter(file)) {
            exports.write(asking, workspace, form, writer);
        } finally {
            turn.close();
        }
    }

    /** In letters that every file system and every header can take. */
    private static String name(WorkspaceView workspace, Form form) {
        String name = workspace.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return "tutti-" + name.replaceAll("^-|-$", "") + "." + form.ending();
    }
}
