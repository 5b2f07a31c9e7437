package dev.mevsdk.jobs.internal.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs the scripts by their names, and by their texts when Redis has forgotten them (a restart). Thread-safe. */
final class Scripts {
    private final RedisLink link;
    private final String keyPrefix;

    Scripts(RedisLink link, String keyPrefix) {
        this.link = link;
        this.keyPrefix = keyPrefix;
    }

    /** What all keys of a queue start with; the braces keep them in one hash slot. */
    String keysOf(String queue) {
        return keyPrefix + ":{" + queue + "}:";
    }

    List<Object> run(Script script, String queue, String... arguments) {
        return link.await(start(script, queue, arguments));
    }

    CompletableFuture<List<Object>> start(Script script, String queue, String... arguments) {
        String[] keys = {keysOf(queue)};
        RedisAsyncCommands<String, String> redis = link.shared().async();
        return redis.<List<Object>>evalsha(script.sha1(), ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture()
                .exceptionallyCompose(error -> {
                    if (isUnknownScript(error)) {
                        return redis.<List<Object>>eval(script.text(), ScriptOutputType.MULTI, keys, arguments);
                    }
                    return CompletableFuture.failedFuture(error);
                });
    }

    private static boolean isUnknownScript(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof RedisNoScriptException;
    }
}
