/** What the fleet's figures say, without a type of any store. Entry type: ModuleReading. */
@NullMarked
package dev.mevsdk.core.metrics;

import org.jspecify.annotations.NullMarked;
