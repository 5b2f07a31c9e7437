/** Real servers for development and tests. Entry type: {@link dev.mevsdk.embedded.EmbeddedService}. */
@NullMarked
package dev.mevsdk.embedded;

import org.jspecify.annotations.NullMarked;
