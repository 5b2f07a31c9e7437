/** What every module shares. Entry types: {@link dev.mevsdk.core.MevException}, {@link dev.mevsdk.core.Problem}. */
@NullMarked
package dev.mevsdk.core;

import org.jspecify.annotations.NullMarked;
