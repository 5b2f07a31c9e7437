package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import org.jspecify.annotations.Nullable;

/** A select took more than its limits allow: ask for less. */
public final class LimitExceededException extends MevException {
    private static final long serialVersionUID = 1L;

    /** Which limit it was. */
    public enum Limit {
        TIME,
        MEMORY,
        RESULT_BYTES
    }

    private final Limit limit;

    LimitExceededException(Limit limit, String message, @Nullable Throwable cause) {
        super(Category.BAD_INPUT, message, cause);
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }
}
