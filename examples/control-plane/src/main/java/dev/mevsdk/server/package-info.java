/** The runnable control plane. Entry types: {@link dev.mevsdk.server.ControlPlaneMain}, {@link dev.mevsdk.server.ControlPlane}. */
@NullMarked
package dev.mevsdk.server;

import org.jspecify.annotations.NullMarked;
