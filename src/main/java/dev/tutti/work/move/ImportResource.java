package dev.tutti.work.move;

import dev.tutti.base.file.UploadedFile;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.Caller;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;

/** How HTTP brings a file of tasks. {@link ImportFilter} has let its caller in before the file is read. */
@Path("workspaces/{workspace}/import")
@ApplicationScoped
@SafeToRetry
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {
    @Inject
    Imports imports;

    @Inject
    ImportReader reader;

    @Inject
    UnderWay underWay;

    @Inject
    CurrentCaller caller;

    /** What the caller is importing at the moment, as far as this node knows. */
    public record Standing(List<Progress> items) {}

    @GET
    public Standing look(@PathParam("workspace") UUID workspace) {
        imports.permit(caller.get(), workspace);
        return new Standing(underWay.of(caller.get().id(), workspace));
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, "text/csv"})
    public Response take(
            @PathParam("workspace") UUID workspace,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
            UploadedFile file) {
        Caller asking = caller.get();
        TaskFile tasks = type.getSubtype().equals("csv") ? reader.csv(file.text()) : reader.json(file.text());
        try (UnderWay.Report report = underWay.begin(asking.id(), workspace)) {
            report.accept(new Progress(0, tasks.rows().size()));
            return Answer.told(imports.take(asking, workspace, tasks, report));
        }
    }
}
