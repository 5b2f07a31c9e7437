/** What every module shares: errors and configuration. Entry types: {@link dev.mevsdk.core.MevException}. */
@NullMarked
package dev.mevsdk.core;

import org.jspecify.annotations.NullMarked;
