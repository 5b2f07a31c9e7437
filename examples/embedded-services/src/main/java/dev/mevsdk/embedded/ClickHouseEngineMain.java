package dev.mevsdk.embedded;

import dev.mevsdk.embedded.internal.clickhouse.EngineServer;
import dev.mevsdk.embedded.internal.clickhouse.PemContext;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The engine's process: library, folder, port, whether the folder is temporary, files of TLS. */
final class ClickHouseEngineMain {
    private ClickHouseEngineMain() {}

    public static void main(String[] args) throws Exception {
        ServiceFolder folder = new ServiceFolder(Path.of(args[1]), Boolean.parseBoolean(args[3]));
        Optional<EmbeddedTls> tls = ChildJvm.tls(args, 4);
        SSLContext context = tls.isEmpty()
                ? null
                : PemContext.of(
                        tls.get().ca(), tls.get().certificate(), tls.get().key());
        EngineServer server = new EngineServer(Path.of(args[0]), folder.path(), Integer.parseInt(args[2]), context);
        if (ChildJvm.serveUntilParentEnds() || !folder.temporary()) {
            server.close();
        } else {
            folder.removeIfTemporary();
        }
        // The engine's own threads don't end with main.
        Runtime.getRuntime().halt(0);
    }
}
