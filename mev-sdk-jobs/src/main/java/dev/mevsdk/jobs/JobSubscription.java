package dev.mevsdk.jobs;

/** Ends a subscription when closed. */
public interface JobSubscription extends AutoCloseable {
    /** Returns once no call to the consumer is under way or will follow. */
    @Override
    void close();
}
