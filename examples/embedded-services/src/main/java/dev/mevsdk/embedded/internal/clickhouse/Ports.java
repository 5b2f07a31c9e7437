package dev.mevsdk.embedded.internal.clickhouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports that stay free while their server is down for a moment. */
public final class Ports {
    /** Below the range from which Linux takes the ports of outgoing connections, which would steal it. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int TRIES = 100;

    private Ports() {}

    /** A port of the loopback address on which nobody listens. */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException e) {
                // Taken: the next one.
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }
}
