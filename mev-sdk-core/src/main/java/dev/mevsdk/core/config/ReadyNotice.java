package dev.mevsdk.core.config;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd that this process has started, where it runs as a unit of `Type=notify`. The JDK has no datagram socket of
 * the file system, so the program `systemd-notify` does it; the unit needs `NotifyAccess=all`.
 */
public final class ReadyNotice {
    private static final System.Logger LOG = System.getLogger(ReadyNotice.class.getName());
    private static final long LIMIT_SECONDS = 5;

    private ReadyNotice() {}

    /** Does nothing elsewhere. Blocks for some milliseconds; a failure is logged. */
    public static void send() {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        try {
            Process notify = new ProcessBuilder("systemd-notify", "--ready")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!notify.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || notify.exitValue() != 0) {
                LOG.log(System.Logger.Level.WARNING, "systemd-notify did not take the notice of readiness");
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "systemd-notify is missing: {0}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
