/**
 * The feed on any container with Jakarta Servlet 6 and WebSocket 2.1 or newer, such as Tomcat below Spring Boot. Entry
 * type: {@link dev.mevsdk.transport.jakarta.JakartaRealtimeServlet}.
 */
@NullMarked
package dev.mevsdk.transport.jakarta;

import org.jspecify.annotations.NullMarked;
