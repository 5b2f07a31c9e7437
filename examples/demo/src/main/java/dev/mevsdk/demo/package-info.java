/** The whole system in one process. Entry type: {@link dev.mevsdk.demo.DemoMain}. */
@NullMarked
package dev.mevsdk.demo;

import org.jspecify.annotations.NullMarked;
