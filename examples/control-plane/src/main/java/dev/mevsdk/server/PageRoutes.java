package dev.mevsdk.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/**
 * The dashboard, when it is on the class path. Its pages have addresses of their own, which the browser may ask for at
 * any time: each is answered with the one document, and the script in it shows what the address says.
 */
final class PageRoutes {
    static final String FOLDER = "/dashboard";
    private static final String DOCUMENT = FOLDER + "/index.html";
    /** As in the page's `routes.ts`. Whatever else is asked for and is not there stays a 404. */
    private static final List<String> PAGES =
            List.of("/opportunities", "/bundles", "/control", "/datasets", "/training", "/jobs", "/settings");

    private PageRoutes() {}

    /** Returns whether there is a page. */
    static boolean add(JavalinConfig config) {
        if (PageRoutes.class.getResource(DOCUMENT) == null) {
            return false;
        }
        config.staticFiles.add(FOLDER, Location.CLASSPATH);
        for (String page : PAGES) {
            config.routes.get(page, PageRoutes::document);
            config.routes.get(page + "/*", PageRoutes::document);
        }
        return true;
    }

    private static void document(Context request) {
        InputStream document = PageRoutes.class.getResourceAsStream(DOCUMENT);
        request.contentType("text/html; charset=utf-8").result(Objects.requireNonNull(document, DOCUMENT));
    }
}
