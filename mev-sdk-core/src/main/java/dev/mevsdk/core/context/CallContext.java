package dev.mevsdk.core.context;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the current thread works for. It shows in log lines, goes out with commands (as record headers) and with jobs (as
 * fields of the job), and is bound again where they are carried out. Only for people who look for causes: nothing is
 * decided by it.
 *
 * <pre>{@code
 * try (CallContext.Scope scope = CallContext.current().withRequestId(id).open()) {
 *     control.control(command);
 * }
 * }</pre>
 *
 * @param requestId of the REST call that started it all; {@link #isRequestId} holds
 * @param jobId of the job that runs
 * @param module `arbitrage` or `mev`, where one is meant
 * @param trace where in a distributed trace this is
 */
public record CallContext(
        Optional<String> requestId, Optional<String> jobId, Optional<String> module, Optional<TraceContext> trace) {
    /** A thread that works for nobody in particular. */
    public static final CallContext NONE =
            new CallContext(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Name of the header, in HTTP and in Kafka. */
    public static final String REQUEST_ID_HEADER = "X-Request-Id";

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final ThreadLocal<CallContext> CURRENT = ThreadLocal.withInitial(() -> NONE);

    /** Ends the binding; on the thread that opened it, innermost first. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** This thread's; {@link #NONE} when nothing is bound. */
    public static CallContext current() {
        return CURRENT.get();
    }

    /** 1 to 64 letters, digits, dots, dashes and underscores: it stands in logs and headers as it is. */
    public static boolean isRequestId(String text) {
        return REQUEST_ID.matcher(text).matches();
    }

    /** Binds this to the thread until the scope is closed, which brings back what was bound before. */
    public Scope open() {
        CallContext before = CURRENT.get();
        CURRENT.set(this);
        return before == NONE ? CURRENT::remove : () -> CURRENT.set(before);
    }

    /** Runs the task with this bound. */
    public void run(Runnable task) {
        try (Scope scope = open()) {
            task.run();
        }
    }

    public CallContext withRequestId(String id) {
        return new CallContext(Optional.of(id).filter(CallContext::isRequestId), jobId, module, trace);
    }

    public CallContext withJobId(String id) {
        return new CallContext(requestId, Optional.of(id), module, trace);
    }

    public CallContext withModule(String name) {
        return new CallContext(requestId, jobId, Optional.of(name), trace);
    }

    public CallContext withTrace(Optional<TraceContext> place) {
        return new CallContext(requestId, jobId, module, place);
    }
}
