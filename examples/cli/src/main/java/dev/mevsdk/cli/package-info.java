/** The command `mev`. Entry type: {@link dev.mevsdk.cli.Mev}. */
@NullMarked
package dev.mevsdk.cli;

import org.jspecify.annotations.NullMarked;
