package dev.tutti.ops;

import dev.tutti.base.config.Settings;
import dev.tutti.base.log.Log;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.net.URI;

/** Says at the end of the start where Tutti answers. */
@WebListener
public class Welcome implements ServletContextListener {
    private static final System.Logger LOG = Log.of(Welcome.class);

    @Inject
    Settings settings;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        // The server knows its ports and proxies; the application knows only what it was told.
        String where = settings.door()
                .publicUrl()
                .map(URI::toString)
                .orElse("the server's address, under "
                        + event.getServletContext().getContextPath() + "/");
        LOG.log(System.Logger.Level.INFO, "Tutti is at " + where);
    }
}
