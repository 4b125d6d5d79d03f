package dev.tutti.base.file;

import dev.tutti.base.identity.CurrentCaller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads the body of a request that is a file. */
@Provider
@ApplicationScoped
@Consumes({MediaType.APPLICATION_JSON, "text/csv"})
public class UploadedFileBodies implements MessageBodyReader<UploadedFile> {
    @Inject
    Upload upload;

    @Inject
    CurrentCaller caller;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == UploadedFile.class;
    }

    @Override
    public UploadedFile readFrom(
            Class<UploadedFile> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return new UploadedFile(upload.bytes(caller.get().id(), body));
    }
}
