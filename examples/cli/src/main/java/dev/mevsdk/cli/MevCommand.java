package dev.mevsdk.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that talks to the server. */
abstract class MevCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        CommandSpec read = Objects.requireNonNull(spec, "a command that was not read from a command line");
        return run(((Mev) read.root().userObject()).session()).code();
    }

    /** @throws Failure for every other end than success */
    abstract ExitCode run(Session session);
}
