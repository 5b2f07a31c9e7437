package dev.mevsdk.ml.export;

import dev.mevsdk.core.MevException;

/** There is no C compiler here: the message names the fix. All but the shared library works without one. */
public final class CompilerAbsentException extends MevException {
    private static final long serialVersionUID = 1L;

    CompilerAbsentException(String compiler, Throwable cause) {
        super(Category.BAD_INPUT, "no shared library: " + CompilerRun.absence(compiler), cause);
    }
}
