package dev.mevsdk.benchmarks;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import dev.mevsdk.transport.hub.Hub;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The events of the fan-out arms: decisions as agents send them, with identifiers that don't compress. */
final class FanoutFeed {
    /** Windows per second of every arm: one each 15 ms. */
    static final Duration WINDOW = Duration.ofMillis(15);
    /** So many decisions make a compressed window of about 1 KB. */
    static final int EVENTS_PER_WINDOW = 4;

    private static final int SIGNATURE_BYTES = 64;
    private static final char[] BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".toCharArray();

    private final Random random = new Random(7);
    private long sequence;

    Envelope next() {
        sequence++;
        Envelope.Builder event = Envelope.newBuilder()
                .setEventId(base58(22))
                .setEmittedAtNs(System.nanoTime())
                .setAgentId("agent-" + sequence % 4)
                .setSequence(sequence)
                .setModelVersion("2026-01-01-a")
                .setPolicyVersion(17);
        long lamports = 1_000_000 + random.nextInt(90_000_000);
        if (sequence % 2 == 0) {
            return event.setType(Envelope.Type.ARB)
                    .setArb(ArbOpportunity.newBuilder()
                            .setVersion("1")
                            .setSlot(377_204_604 + sequence / 20)
                            .setTxSignature(base58(SIGNATURE_BYTES))
                            .setNetLamports(lamports)
                            .setNetSol(lamports / 1e9)
                            .setClassification("two_hop")
                            .setPLandEst(random.nextDouble())
                            .addTipLadder(0.5)
                            .addTipLadder(0.75)
                            .setDex("raydium"))
                    .build();
        }
        return event.setType(Envelope.Type.MEV)
                .setMev(MevOpportunity.newBuilder()
                        .setVersion("1")
                        .setSlot(377_204_604 + sequence / 20)
                        .setAttacker(base58(44))
                        .setNetLamports(lamports)
                        .setNetSol(lamports / 1e9)
                        .setType("pump_fun_sandwich")
                        .setPLandEst(random.nextDouble())
                        .addTipLadder(0.95)
                        .setBundleId(base58(44)))
                .build();
    }

    /** Publishes windows at the feed's pace; returns the number of events. */
    long publish(Hub hub, Duration time, int eventsPerWindow) {
        long published = 0;
        long end = System.nanoTime() + time.toNanos();
        for (long due = System.nanoTime(); due < end; due = next(due)) {
            for (int i = 0; i < eventsPerWindow; i++) {
                hub.publish(next());
            }
            published += eventsPerWindow;
        }
        return published;
    }

    /** Waits for the next tick. Ticks that a busy machine missed are left out, never made up for in a burst. */
    static long next(long due) {
        long next = Math.max(due + WINDOW.toNanos(), System.nanoTime());
        parkUntil(next);
        return next;
    }

    static void parkUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private String base58(int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = BASE58[random.nextInt(BASE58.length)];
        }
        return new String(text);
    }
}
