package dev.mevsdk.ml.registry;

/** What became of a wish to change the active version. */
public sealed interface ActivationResult {
    /** The state after the call, whoever made it. */
    Activation current();

    /** It was done. */
    record Activated(Activation current) implements ActivationResult {}

    /** Somebody else was first: the generation is no longer the expected one. Nothing was changed. */
    record Conflict(Activation current) implements ActivationResult {}
}
