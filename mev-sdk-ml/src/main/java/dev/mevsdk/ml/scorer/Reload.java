package dev.mevsdk.ml.scorer;

/** What became of an attempt to serve another version. */
public sealed interface Reload {
    /** The version is served from now on. */
    record Swapped(String version) implements Reload {}

    /** It is what is served already. */
    record Unchanged(String version) implements Reload {}

    /**
     * The version before it goes on being served.
     *
     * @param reason fit for a log line or an acknowledgement: no path, no stack trace
     */
    record Refused(String reason) implements Reload {}
}
