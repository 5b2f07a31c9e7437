package dev.mevsdk.server;

import dev.mevsdk.core.event.EventPublisher;
import dev.mevsdk.transport.control.AuditTrail;
import dev.mevsdk.transport.control.CircuitBreakers;
import dev.mevsdk.transport.control.ControlChannel;
import dev.mevsdk.transport.control.ControlObserver;
import dev.mevsdk.transport.control.ControlService;
import dev.mevsdk.transport.control.KafkaControlConfig;

/** Commands: the service, its audit, and what kills by itself. Works whenever Kafka and ClickHouse are there. */
record ControlParts(
        ControlChannel channel,
        ControlService service,
        ControlObserver observer,
        AuditTrail audit,
        CircuitBreakers breakers) {
    static ControlParts open(
            ServerConfig config, StorageParts storage, EventPublisher acks, ControlObserver observer, OpenParts open) {
        ControlSettings settings = config.control();
        ControlChannel channel = open.add(
                "the control channel",
                ControlChannel.kafka(KafkaControlConfig.of(config.backends().kafka(), "control-plane")));
        ControlService service = open.add("control", ControlService.open(channel, settings.service(), acks, observer));
        AuditTrail audit =
                open.add("the audit", AuditTrail.start(channel, settings.trust().keys(), storage.audit()));
        return new ControlParts(
                channel,
                service,
                observer,
                audit,
                open.add("the circuit breakers", CircuitBreakers.start(service, settings.breakers())));
    }
}
