package dev.mevsdk.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option `--idempotency-key`. */
final class IdempotencyKey {
    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "What is sent with the same key is done once, however often it is sent.")
    private @Nullable String key;

    Map<String, String> headers() {
        return key == null ? Map.of() : Map.of("Idempotency-Key", key);
    }
}
