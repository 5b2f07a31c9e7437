package dev.mevsdk.transport.hub;

/** Close codes of the feed: those of RFC 6455, section 7.4.1, and one of our own. */
public final class CloseCode {
    public static final int NORMAL = 1000;
    /** The server is going away: reconnect after the time its notice names. */
    public static final int GOING_AWAY = 1001;

    public static final int PROTOCOL_ERROR = 1002;
    /** The client sent something other than a token refresh. */
    public static final int POLICY_VIOLATION = 1008;

    public static final int MESSAGE_TOO_BIG = 1009;
    public static final int TRY_AGAIN_LATER = 1013;
    /** The token expired, or a refresh brought one that is not good: get a new token, then reconnect. */
    public static final int TOKEN_EXPIRED = 4401;

    private CloseCode() {}
}
