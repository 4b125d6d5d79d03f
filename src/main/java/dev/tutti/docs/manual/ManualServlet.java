package dev.tutti.docs.manual;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Shows the {@link Manual} to whoever asks: it is what everybody may read beside the source. */
@WebServlet(urlPatterns = "/docs/*")
public class ManualServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient Manual manual;

    @Override
    public void init() {
        manual = new Manual(Sources.of(getServletContext()));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path == null) {
            response.setStatus(HttpServletResponse.SC_MOVED_PERMANENTLY);
            // The container would make a whole address of it, out of a Host that anybody may forge.
            response.setHeader("Location", "docs/");
            return;
        }
        Optional<Leaf> leaf = manual.at(path.substring(1));
        if (leaf.isPresent()) {
            show(leaf.get(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void show(Leaf leaf, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("ETag", leaf.etag());
        String known = request.getHeader("If-None-Match");
        if (known != null && known.contains(leaf.etag())) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(leaf.type());
        response.setContentLength(leaf.bytes().length);
        response.getOutputStream().write(leaf.bytes());
    }
}
