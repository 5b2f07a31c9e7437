/**
 * Scoring in the JVM, without a native library. Start at {@link dev.mevsdk.ml.scorer.Scorer}; agents that follow the registry use
 * {@link dev.mevsdk.ml.scorer.ReloadingScorer}.
 */
@NullMarked
package dev.mevsdk.ml.scorer;

import org.jspecify.annotations.NullMarked;
