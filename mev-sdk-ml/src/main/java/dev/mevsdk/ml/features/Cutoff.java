package dev.mevsdk.ml.features;

import java.util.Locale;

/** When a value is known. A model that decides before the trade must not see what only the trade reveals. */
public enum Cutoff {
    /** Known when the decision is made. */
    PRE_TRADE,
    /** Known only after the fact: right for detection and measurement, leakage in a decision. */
    POST_TRADE;

    /** The name in requests and manifests: `pre_trade` or `post_trade`. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
