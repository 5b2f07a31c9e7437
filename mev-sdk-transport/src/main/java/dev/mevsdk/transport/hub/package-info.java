/**
 * The realtime feed: one hub, encoded once per cohort and window, fanned out to clients of any server. Entry types:
 * {@link dev.mevsdk.transport.hub.Hub}, {@link dev.mevsdk.transport.hub.RealtimeEndpoint}; a server adapter implements
 * {@link dev.mevsdk.transport.hub.ClientChannel}.
 */
@NullMarked
package dev.mevsdk.transport.hub;

import org.jspecify.annotations.NullMarked;
