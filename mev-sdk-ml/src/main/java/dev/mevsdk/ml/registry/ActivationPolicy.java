package dev.mevsdk.ml.registry;

import java.util.Locale;

/** Whether a freshly published version becomes the active one by itself. */
public enum ActivationPolicy {
    /** Never; a person activates. The default. */
    MANUAL,
    /** Only the first one of a module: as long as no version was ever active. */
    WHEN_NONE_ACTIVE,
    /** As {@link #WHEN_NONE_ACTIVE}; later ones when they beat the active version on the same test rows. */
    CHAMPION;

    /** The name in requests and manifests, for instance `when_none_active`. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
