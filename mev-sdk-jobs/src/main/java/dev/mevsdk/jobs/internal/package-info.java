/** What a queue offers its workers. No promise to users. Entry type: {@link dev.mevsdk.jobs.internal.LeaseStore}. */
@NullMarked
package dev.mevsdk.jobs.internal;

import org.jspecify.annotations.NullMarked;
