/** What the adapters of several servers share; no promise to users. */
@NullMarked
package dev.mevsdk.transport.internal;

import org.jspecify.annotations.NullMarked;
