/**
 * Commands to agents, and what became of them. The log {@code control-commands} is the truth: server and agent fold
 * it with the same pure function. Entry types: {@link dev.mevsdk.transport.control.ControlService} (server),
 * {@link dev.mevsdk.transport.control.ControlListener} (agent), {@link dev.mevsdk.transport.control.ControlChannel}
 * (Kafka, or in memory for tests). Beside them: {@link dev.mevsdk.transport.control.AuditTrail},
 * {@link dev.mevsdk.transport.control.ControlVerifier} and {@link dev.mevsdk.transport.control.CircuitBreakers}.
 */
@NullMarked
package dev.mevsdk.transport.control;

import org.jspecify.annotations.NullMarked;
