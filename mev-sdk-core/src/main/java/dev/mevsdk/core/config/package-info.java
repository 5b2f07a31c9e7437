/** Settings from the environment and a `.env` file. Entry type: {@link dev.mevsdk.core.config.Settings}. */
@NullMarked
package dev.mevsdk.core.config;

import org.jspecify.annotations.NullMarked;
