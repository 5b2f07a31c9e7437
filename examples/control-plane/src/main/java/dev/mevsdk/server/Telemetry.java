package dev.mevsdk.server;

import io.micrometer.core.instrument.MeterRegistry;

/** Where what happens is counted, and where it is traced. */
record Telemetry(MeterRegistry registry, Tracing tracing) {}
