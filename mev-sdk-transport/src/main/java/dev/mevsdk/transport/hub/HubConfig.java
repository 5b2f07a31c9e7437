package dev.mevsdk.transport.hub;

import dev.mevsdk.core.MevException;
import java.time.Duration;

/**
 * Limits of one hub. Immutable; start from {@link #DEFAULT}.
 *
 * @param window how long events gather before a window is cut; 10 to 25 ms suits people and machines
 * @param maxEvents a window is cut early at this many events
 * @param maxBytes a window is cut early at this many bytes of protobuf
 * @param maxLagWindows a client this many windows behind skips to the newest one and is told what it missed; one that
 *     resumes, when it falls this many further behind than it was then, until it has caught up once
 * @param ring what a cohort keeps for clients that come back
 * @param maxCohorts combinations of mode, compression and filter at one time; one more is refused
 * @param maxClients connected at one time; one more is refused
 * @param encoderThreads of the hub's own pool
 * @param goingAwaySpread over which clients are sent away when the hub closes, so that they don't all come back at once
 */
public record HubConfig(
        Duration window,
        int maxEvents,
        int maxBytes,
        int maxLagWindows,
        Ring ring,
        int maxCohorts,
        int maxClients,
        int encoderThreads,
        Duration goingAwaySpread) {

    /**
     * What a cohort keeps. The tightest limit holds.
     *
     * @param windows at most; rounded up to a power of two
     * @param bytes of memory at most, compressed and framed
     * @param resumeTime a cohort without clients lives this long, for clients that reconnect
     */
    public record Ring(int windows, int bytes, Duration resumeTime) {
        /** 4096 windows: one minute at 15 ms each. */
        public static final int DEFAULT_WINDOWS = 4096;
        /** 4 MiB. */
        public static final int DEFAULT_BYTES = 4 << 20;

        public static final Duration DEFAULT_RESUME_TIME = Duration.ofMinutes(2);
        public static final Ring DEFAULT = new Ring(DEFAULT_WINDOWS, DEFAULT_BYTES, DEFAULT_RESUME_TIME);

        public Ring {
            atLeastOne("ring.windows", windows);
            atLeastOne("ring.bytes", bytes);
            notNegative("ring.resumeTime", resumeTime);
        }
    }

    private static final Duration LONGEST_WINDOW = Duration.ofSeconds(10);

    public static final Duration DEFAULT_WINDOW = Duration.ofMillis(15);
    public static final int DEFAULT_MAX_EVENTS = 512;
    /** 64 KiB of protobuf, before compression. */
    public static final int DEFAULT_MAX_BYTES = 64 << 10;
    /** 64 windows: one second at 15 ms each. */
    public static final int DEFAULT_MAX_LAG_WINDOWS = 64;

    public static final int DEFAULT_MAX_COHORTS = 64;
    public static final int DEFAULT_MAX_CLIENTS = 10_000;
    public static final int DEFAULT_ENCODER_THREADS = 2;
    public static final Duration DEFAULT_GOING_AWAY_SPREAD = Duration.ofSeconds(5);
    public static final HubConfig DEFAULT = new HubConfig(
            DEFAULT_WINDOW,
            DEFAULT_MAX_EVENTS,
            DEFAULT_MAX_BYTES,
            DEFAULT_MAX_LAG_WINDOWS,
            Ring.DEFAULT,
            DEFAULT_MAX_COHORTS,
            DEFAULT_MAX_CLIENTS,
            DEFAULT_ENCODER_THREADS,
            DEFAULT_GOING_AWAY_SPREAD);

    public HubConfig {
        if (window.isZero() || window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw MevException.badInput("window: allowed is more than 0 up to " + LONGEST_WINDOW + ", got " + window);
        }
        atLeastOne("maxEvents", maxEvents);
        atLeastOne("maxBytes", maxBytes);
        atLeastOne("maxLagWindows", maxLagWindows);
        atLeastOne("maxCohorts", maxCohorts);
        atLeastOne("maxClients", maxClients);
        atLeastOne("encoderThreads", encoderThreads);
        notNegative("goingAwaySpread", goingAwaySpread);
    }

    public HubConfig withWindow(Duration value) {
        return new HubConfig(
                value,
                maxEvents,
                maxBytes,
                maxLagWindows,
                ring,
                maxCohorts,
                maxClients,
                encoderThreads,
                goingAwaySpread);
    }

    /** A window is cut early at this many events, or bytes of protobuf. */
    public HubConfig withEarlyFlush(int events, int bytes) {
        return new HubConfig(
                window, events, bytes, maxLagWindows, ring, maxCohorts, maxClients, encoderThreads, goingAwaySpread);
    }

    public HubConfig withMaxLagWindows(int value) {
        return new HubConfig(
                window, maxEvents, maxBytes, value, ring, maxCohorts, maxClients, encoderThreads, goingAwaySpread);
    }

    public HubConfig withRing(Ring value) {
        return new HubConfig(
                window,
                maxEvents,
                maxBytes,
                maxLagWindows,
                value,
                maxCohorts,
                maxClients,
                encoderThreads,
                goingAwaySpread);
    }

    public HubConfig withMaxCohorts(int value) {
        return new HubConfig(
                window, maxEvents, maxBytes, maxLagWindows, ring, value, maxClients, encoderThreads, goingAwaySpread);
    }

    public HubConfig withMaxClients(int value) {
        return new HubConfig(
                window, maxEvents, maxBytes, maxLagWindows, ring, maxCohorts, value, encoderThreads, goingAwaySpread);
    }

    public HubConfig withGoingAwaySpread(Duration value) {
        return new HubConfig(
                window, maxEvents, maxBytes, maxLagWindows, ring, maxCohorts, maxClients, encoderThreads, value);
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw MevException.badInput(field + ": allowed is 1 or more, got " + value);
        }
    }

    private static void notNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw MevException.badInput(field + ": allowed is 0 or more, got " + value);
        }
    }
}
