/** Reviewed queries by name, with typed parameters: the only SQL that people reach. Entry type: QueryService. */
@NullMarked
package dev.mevsdk.jobs.query;

import org.jspecify.annotations.NullMarked;
