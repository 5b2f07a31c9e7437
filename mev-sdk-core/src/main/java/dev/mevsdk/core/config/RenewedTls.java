package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The TLS of a listener whose files are renewed while it serves: looks at them every {@link #CHECK_INTERVAL}, on a thread
 * of its own. Files that don't fit, such as a certificate whose key is still to be written, change nothing and are logged
 * once as a warning. Thread-safe.
 */
public final class RenewedTls implements AutoCloseable {
    /** 5 s. */
    public static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(RenewedTls.class.getName());

    private final TlsConfig tls;
    private final Consumer<SSLContext> renewed;
    private final ScheduledExecutorService checks;
    private volatile SSLContext context;
    /** Used by the checks alone, as are the complaints. */
    private List<String> served;

    private String complaint = "";

    private RenewedTls(TlsConfig tls, Consumer<SSLContext> renewed) {
        this.tls = tls;
        this.renewed = renewed;
        // Read first: what changes in between is then seen as a change.
        this.served = files();
        this.context = tls.context();
        this.checks = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tls-certificate");
            thread.setDaemon(true);
            return thread;
        });
        long millis = CHECK_INTERVAL.toMillis();
        checks.scheduleWithFixedDelay(this::check, millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads the files: blocks.
     *
     * @param renewed is told each later context, on the thread that looks
     * @throws MevException BAD_INPUT that names the file which does not fit
     */
    public static RenewedTls watch(TlsConfig tls, Consumer<SSLContext> renewed) {
        return new RenewedTls(tls, renewed);
    }

    /** For a connection that is made now. */
    public SSLContext context() {
        return context;
    }

    private void check() {
        try {
            List<String> now = files();
            if (!now.equals(served)) {
                SSLContext next = tls.context();
                renewed.accept(next);
                context = next;
                served = now;
                LOG.log(System.Logger.Level.INFO, "new connections get the renewed certificate");
            }
            complaint = "";
        } catch (RuntimeException e) {
            complain(e instanceof MevException ? String.valueOf(e.getMessage()) : e.toString());
        }
    }

    private void complain(String problem) {
        if (!problem.equals(complaint)) {
            LOG.log(System.Logger.Level.WARNING, "the certificate stays as it was: {0}", problem);
            complaint = problem;
        }
    }

    private List<String> files() {
        return Stream.of(tls.ca(), tls.certificate(), tls.key())
                .flatMap(file -> file.map(PemFile::text).stream())
                .toList();
    }

    @Override
    public void close() {
        checks.shutdownNow();
    }
}
