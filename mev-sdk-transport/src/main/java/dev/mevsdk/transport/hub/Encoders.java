package dev.mevsdk.transport.hub;

import dev.mevsdk.core.codec.BatchCodec;
import dev.mevsdk.core.codec.EventJson;
import dev.mevsdk.proto.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The pool that turns batches into frames, with one compressor per thread. */
final class Encoders implements AutoCloseable {
    /** Below this zstd makes a batch larger, mostly. */
    private static final int COMPRESS_FROM_BYTES = 200;

    private final ExecutorService threads;
    private final BlockingQueue<BatchCodec> codecs;
    private final BufferPool buffers = new BufferPool();

    Encoders(int count, String hubName) {
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, hubName + "-encoder-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        codecs = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            codecs.add(BatchCodec.create());
        }
    }

    Executor threads() {
        return threads;
    }

    BufferPool buffers() {
        return buffers;
    }

    /** On a thread of the pool only. */
    Frame encode(Batch batch, FeedMode mode, FeedCompression compression) {
        if (mode == FeedMode.JSON) {
            return buffers.frame(EventJson.lines(batch), true);
        }
        byte[] plain = BatchCodec.encode(batch);
        boolean compress = compression == FeedCompression.ZSTD
                || compression == FeedCompression.AUTO && plain.length >= COMPRESS_FROM_BYTES;
        return buffers.frame(compress ? compressed(plain) : plain, false);
    }

    private byte[] compressed(byte[] plain) {
        BatchCodec codec = codecs.remove();
        try {
            return codec.compress(plain);
        } finally {
            codecs.add(codec);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        boolean ended = false;
        try {
            ended = threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ended) {
            List<BatchCodec> idle = new ArrayList<>();
            codecs.drainTo(idle);
            idle.forEach(BatchCodec::close);
        }
    }
}
