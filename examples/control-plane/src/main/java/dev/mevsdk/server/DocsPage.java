package dev.mevsdk.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.util.Map;

/** `/docs`, when it is on the class path: REST and WebSocket for people. All of it comes from this server. */
final class DocsPage {
    private static final String FOLDER = "/api-docs";
    private static final String PATH = "/docs";

    /**
     * The renderer adds rules to style elements that are empty in the document. Their hash, that of nothing, is allowed;
     * a style that somebody else brought in is not.
     */
    private static final String POLICY = SecurityHeaders.POLICY.replace(
                    "style-src 'self'", "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
            + "; font-src 'self' data:";

    private DocsPage() {}

    static void add(JavalinConfig config) {
        if (DocsPage.class.getResource(FOLDER + "/index.html") == null) {
            return;
        }
        config.staticFiles.add(files -> {
            files.directory = FOLDER;
            files.hostedPath = PATH;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Content-Security-Policy", POLICY, "Cache-Control", "no-cache");
        });
    }
}
