package dev.mevsdk.transport.control;

import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.time.Duration;
import java.util.List;

/** Reads a topic of one partition, without a group. For one thread. Throws RETRYABLE when the log is away. */
interface LogReader extends AutoCloseable {
    void seek(long offset);

    /** The offset of the next record to be read. */
    long position();

    long startOffset();

    /** The offset that the next acknowledged record will have. */
    long endOffset();

    /**
     * Waits at most this long for records, and returns none when there are none.
     *
     * @throws LogLostException when the log does not hold the position (any more): what was read is of another log
     */
    List<Incoming> poll(Duration timeout);

    @Override
    void close();
}
