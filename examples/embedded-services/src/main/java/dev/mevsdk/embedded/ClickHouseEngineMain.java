package dev.mevsdk.embedded;

import dev.mevsdk.embedded.internal.clickhouse.EngineServer;
import java.nio.file.Path;

/** The engine's process: library, folder, port, whether the folder is temporary. */
final class ClickHouseEngineMain {
    private ClickHouseEngineMain() {}

    public static void main(String[] args) throws Exception {
        ServiceFolder folder = new ServiceFolder(Path.of(args[1]), Boolean.parseBoolean(args[3]));
        EngineServer server = new EngineServer(Path.of(args[0]), folder.path(), Integer.parseInt(args[2]));
        boolean asked = ChildJvm.serveUntilParentEnds();
        if (asked || !folder.temporary()) {
            server.close();
        }
        if (!asked) {
            folder.removeIfTemporary();
        }
        // The engine's own threads don't end with main.
        Runtime.getRuntime().halt(0);
    }
}
