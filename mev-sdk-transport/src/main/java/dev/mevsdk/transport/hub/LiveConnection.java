package dev.mevsdk.transport.hub;

/** A client of the hub and the rules for what it may say. */
final class LiveConnection implements FeedConnection {
    private final FeedClient client;
    private final ClientChannel channel;
    private final TokenWatch watch;

    LiveConnection(FeedClient client, ClientChannel channel, TokenWatch watch) {
        this.client = client;
        this.channel = channel;
        this.watch = watch;
    }

    @Override
    public void onText(String message) {
        ClientMessage parsed = ClientMessage.parse(message);
        if (parsed instanceof ClientMessage.Refresh refresh) {
            if (!watch.refresh(refresh.token())) {
                refuse("one refresh at a time");
            }
        } else if (parsed instanceof ClientMessage.Unknown) {
            refuse("allowed are {\"type\":\"refresh\",\"token\":...} and {\"type\":\"ping\"}");
        }
    }

    @Override
    public void onBinary() {
        refuse("binary messages are not allowed");
    }

    @Override
    public void onWritable() {
        client.onWritable();
    }

    @Override
    public void onClosed() {
        watch.stop();
        client.onClosed();
    }

    private void refuse(String reason) {
        watch.stop();
        channel.close(CloseCode.POLICY_VIOLATION, reason);
    }
}
