/** The log of programs that run by themselves. Entry type: {@link dev.mevsdk.core.log.ConsoleLog}. */
@NullMarked
package dev.mevsdk.core.log;

import org.jspecify.annotations.NullMarked;
