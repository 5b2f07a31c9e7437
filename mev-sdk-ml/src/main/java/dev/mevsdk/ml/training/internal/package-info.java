/** XGBoost's C interface and the rows it reads. No promise to users. */
@NullMarked
package dev.mevsdk.ml.training.internal;

import org.jspecify.annotations.NullMarked;
