/**
 * The feed on a Jetty 12 server (EE10), such as the one below Javalin 7. Entry type:
 * {@link dev.mevsdk.transport.jetty.JettyRealtimeServlet}.
 */
@NullMarked
package dev.mevsdk.transport.jetty;

import org.jspecify.annotations.NullMarked;
