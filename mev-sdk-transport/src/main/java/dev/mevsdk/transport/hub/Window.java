package dev.mevsdk.transport.hub;

/**
 * One encoded window in a cohort's ring.
 *
 * @param index position in the cohort's feed, from 0
 * @param prevSeq {@code last_seq} of the window before it
 * @param lastSeq newest event considered for it
 * @param lastEventSeq newest event in it
 * @param eventsBefore events in all windows before it
 * @param events in it
 * @param cutNanos {@link System#nanoTime()} when it was made
 */
record Window(
        long index,
        Frame frame,
        long prevSeq,
        long lastSeq,
        long lastEventSeq,
        long eventsBefore,
        int events,
        long cutNanos) {
    long eventsAfter() {
        return eventsBefore + events;
    }
}
