/**
 * From a trained model to the files agents load. Start at {@link dev.mevsdk.ml.export.ModelExport}, then pass the result through
 * {@link dev.mevsdk.ml.export.ParityGate} before publishing anything.
 */
@NullMarked
package dev.mevsdk.ml.export;

import org.jspecify.annotations.NullMarked;
