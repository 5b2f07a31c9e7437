/** What a thread works for, carried into logs, records and jobs. Entry type: {@link dev.mevsdk.core.context.CallContext}. */
@NullMarked
package dev.mevsdk.core.context;

import org.jspecify.annotations.NullMarked;
