/** The laid-out forms of a model that the JVM scorer and the shared library both walk. Not promised to users. */
@NullMarked
package dev.mevsdk.ml.scorer.internal;

import org.jspecify.annotations.NullMarked;
