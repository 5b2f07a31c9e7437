package dev.mevsdk.jobs;

import dev.mevsdk.core.MevException;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list.
 *
 * @param queue null for all
 * @param state null for all
 * @param limit 1..1000
 */
public record JobFilter(@Nullable String queue, @Nullable JobState state, int limit) {
    public static final int DEFAULT_LIMIT = 100;

    public JobFilter {
        if (limit < 1 || limit > 1000) {
            throw MevException.badInput("limit: 1 to 1000");
        }
    }

    public static JobFilter all() {
        return new JobFilter(null, null, DEFAULT_LIMIT);
    }
}
