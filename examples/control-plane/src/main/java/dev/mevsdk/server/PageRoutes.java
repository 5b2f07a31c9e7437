package dev.mevsdk.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;

/** The dashboard, when it is on the class path. */
final class PageRoutes {
    static final String FOLDER = "/dashboard";

    private PageRoutes() {}

    /** Returns whether there is a page. */
    static boolean add(JavalinConfig config) {
        if (PageRoutes.class.getResource(FOLDER + "/index.html") == null) {
            return false;
        }
        config.staticFiles.add(FOLDER, Location.CLASSPATH);
        return true;
    }
}
