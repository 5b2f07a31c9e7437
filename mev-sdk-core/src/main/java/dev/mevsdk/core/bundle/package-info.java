/** What becomes of a bundle, from the reports of the block engine. Entry type: BundleHistory. */
@NullMarked
package dev.mevsdk.core.bundle;

import org.jspecify.annotations.NullMarked;
