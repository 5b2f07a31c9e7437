/** The feed on a Netty server of its own, for the wide fan-out. Entry type: {@link dev.mevsdk.transport.netty.NettyRealtimeServer}. */
@NullMarked
package dev.mevsdk.transport.netty;

import org.jspecify.annotations.NullMarked;
