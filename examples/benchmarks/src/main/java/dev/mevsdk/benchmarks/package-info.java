/** The project's measurements. Entry type: {@link dev.mevsdk.benchmarks.BenchmarkMain}. */
@NullMarked
package dev.mevsdk.benchmarks;

import org.jspecify.annotations.NullMarked;
