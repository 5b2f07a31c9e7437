/** Models: training, export, scoring, registry. Packages: {@code scorer}, {@code training}, {@code registry}. */
@NullMarked
package dev.mevsdk.ml;

import org.jspecify.annotations.NullMarked;
