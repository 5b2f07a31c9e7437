package dev.mevsdk.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The root of all exceptions the SDK throws on purpose. Its category tells the caller what to do. */
public class MevException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the caller can do about it. */
    public enum Category {
        /** The input is wrong: the message names the field and what is allowed. Don't repeat it unchanged. */
        BAD_INPUT,
        /** A server is away or busy: the same call may succeed later. */
        RETRYABLE,
        /** Neither the caller nor time mends it. */
        FATAL
    }

    private final Category category;

    public MevException(Category category, String message) {
        this(category, message, null);
    }

    public MevException(Category category, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.category = Objects.requireNonNull(category);
    }

    public Category category() {
        return category;
    }

    public static MevException badInput(String message) {
        return new MevException(Category.BAD_INPUT, message);
    }

    public static MevException retryable(String message, @Nullable Throwable cause) {
        return new MevException(Category.RETRYABLE, message, cause);
    }

    public static MevException fatal(String message, @Nullable Throwable cause) {
        return new MevException(Category.FATAL, message, cause);
    }
}
