package dev.mevsdk.transport.control;

import dev.mevsdk.core.Topics;
import java.util.concurrent.CompletableFuture;

/** Lets others append to the log between a server's decision on a command and its append. */
final class InterposedChannel extends ControlChannel {
    private final ControlChannel channel;
    private Runnable others = () -> {};

    InterposedChannel(ControlChannel channel) {
        this.channel = channel;
    }

    /** Once, before the next command. */
    synchronized void beforeNextCommand(Runnable append) {
        others = append;
    }

    @Override
    synchronized CompletableFuture<Long> append(Outgoing record) {
        if (record.topic().equals(Topics.CONTROL_COMMANDS)) {
            others.run();
            others = () -> {};
        }
        return channel.append(record);
    }

    @Override
    void ensureTopics() {
        channel.ensureTopics();
    }

    @Override
    LogReader reader(String topic) {
        return channel.reader(topic);
    }

    @Override
    public void close() {
        channel.close();
    }
}
