package dev.mevsdk.ml.registry;

import org.jspecify.annotations.Nullable;

/**
 * Which version of a module is active, and since when.
 *
 * @param generation rises by one with every change; 0 before the first
 * @param version null before the first
 * @param act `activate`, `rollback` or `automatic`; `none` before the first
 * @param issuer who asked for it
 * @param at ISO-8601, UTC
 */
public record Activation(long generation, @Nullable String version, String act, String issuer, String at) {
    static final String ACTIVATE = "activate";
    static final String ROLLBACK = "rollback";
    static final String AUTOMATIC = "automatic";

    static Activation none() {
        return new Activation(0, null, "none", "", "");
    }
}
