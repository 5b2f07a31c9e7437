/** What several tests of this module share. */
@NullMarked
package dev.mevsdk.ml.testing;

import org.jspecify.annotations.NullMarked;
