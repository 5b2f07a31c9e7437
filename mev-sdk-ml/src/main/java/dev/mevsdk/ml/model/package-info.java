/** Reads XGBoost model files into {@link dev.mevsdk.ml.model.TreeEnsemble}; start at {@link dev.mevsdk.ml.model.ModelReader}. */
@NullMarked
package dev.mevsdk.ml.model;

import org.jspecify.annotations.NullMarked;
