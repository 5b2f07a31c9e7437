package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import java.util.List;

/** The modules that can be controlled. */
final class Modules {
    static final List<String> ALL = List.of("arbitrage", "mev");

    private Modules() {}

    static String require(String module) {
        if (!ALL.contains(module)) {
            throw MevException.badInput("module: unknown; allowed: " + String.join(", ", ALL));
        }
        return module;
    }
}
