package dev.mevsdk.transport.hub;

import java.util.concurrent.Executor;

/** Takes everything and remembers how it was closed. */
final class ClosingChannel implements ClientChannel {
    private final Executor lane = new SerialExecutor(Runnable::run);
    private volatile int code;

    @Override
    public SendResult send(Frame frame, Completion completion) {
        completion.done(frame, true);
        return SendResult.ACCEPTED;
    }

    @Override
    public void close(int closeCode, String reason) {
        if (code == 0) {
            code = closeCode;
        }
    }

    @Override
    public Executor lane() {
        return lane;
    }

    /** 0 while open. */
    int code() {
        return code;
    }
}
