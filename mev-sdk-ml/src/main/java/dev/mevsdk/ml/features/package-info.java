/**
 * Named feature sets: one definition yields the training query and the floats an agent computes from an event. Entry
 * type: {@link dev.mevsdk.ml.features.FeatureSets}.
 */
@NullMarked
package dev.mevsdk.ml.features;

import org.jspecify.annotations.NullMarked;
