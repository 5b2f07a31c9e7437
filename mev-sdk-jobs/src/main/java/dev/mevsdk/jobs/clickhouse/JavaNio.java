package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import java.nio.Buffer;

/** Arrow reaches into java.nio; without leave to do so it fails late and unclearly. */
final class JavaNio {
    private JavaNio() {}

    static void requireOpen() {
        Module base = Buffer.class.getModule();
        if (!base.isOpen("java.nio", JavaNio.class.getModule())) {
            throw MevException.fatal(
                    "Arrow needs the JVM flag --add-opens=java.base/java.nio=ALL-UNNAMED, or the line"
                            + " `Add-Opens: java.base/java.nio` in the manifest of the jar that java -jar starts",
                    null);
        }
    }
}
