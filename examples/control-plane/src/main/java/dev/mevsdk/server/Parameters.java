package dev.mevsdk.server;

import dev.mevsdk.core.MevException;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Query parameters with a type. */
final class Parameters {
    private Parameters() {}

    /** Null when absent. */
    static @Nullable Integer integer(Context request, String name) {
        String text = request.queryParam(name);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw MevException.badInput(name + ": must be a whole number");
        }
    }

    /** The path's module. */
    static String module(Context request) {
        String module = request.pathParam("module");
        if (!List.of("arbitrage", "mev").contains(module)) {
            throw MevException.badInput("module: must be arbitrage or mev");
        }
        return module;
    }
}
