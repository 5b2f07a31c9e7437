package dev.mevsdk.transport.control;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The sum of the histograms of the last minute, in slots of five seconds: what is older than a minute leaves with its
 * slot. Its memory does not grow with the number of agents. Not thread-safe.
 */
final class SlidingHistogram {
    static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int SLOTS = 12;
    private static final long SLOT_NANOS = WINDOW.toNanos() / SLOTS;
    private static final int DIGITS = 3;

    private final Histogram[] slots = new Histogram[SLOTS];
    private final long[] slotNumbers = new long[SLOTS];

    /** @param nanos a monotonic time */
    void add(Histogram interval, long nanos) {
        long number = Math.floorDiv(nanos, SLOT_NANOS);
        int at = (int) Math.floorMod(number, (long) SLOTS);
        Histogram slot = slots[at];
        if (slot == null) {
            slot = new Histogram(DIGITS);
            slots[at] = slot;
        } else if (slotNumbers[at] != number) {
            slot.reset();
        }
        slotNumbers[at] = number;
        slot.add(interval);
    }

    /** All that is not older than the window: percentiles of this are percentiles of the fleet. */
    Histogram sum(long nanos) {
        long newest = Math.floorDiv(nanos, SLOT_NANOS);
        Histogram sum = new Histogram(DIGITS);
        for (int at = 0; at < SLOTS; at++) {
            if (slots[at] != null && newest - slotNumbers[at] < SLOTS) {
                sum.add(slots[at]);
            }
        }
        return sum;
    }
}
