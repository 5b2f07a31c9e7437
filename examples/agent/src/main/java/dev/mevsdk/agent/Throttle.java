package dev.mevsdk.agent;

/** Leaves out a share of the events, always the same ones: agents and replays agree on which. */
final class Throttle {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private Throttle() {}

    /** @param throttlePct 0 (none) to 100 (all) */
    static boolean leavesOut(String eventId, int throttlePct) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < eventId.length(); i++) {
            hash = (hash ^ eventId.charAt(i)) * FNV_PRIME;
        }
        // FNV's low bits are weak for short ids: spread them before taking the remainder.
        hash = (hash ^ (hash >>> 32)) * MIX;
        return Long.remainderUnsigned(hash >>> 16, 100) < throttlePct;
    }
}
