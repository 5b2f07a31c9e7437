package dev.mevsdk.springboot;

import dev.mevsdk.core.auth.*;
import dev.mevsdk.jobs.*;
import dev.mevsdk.jobs.micrometer.JobMetrics;
import dev.mevsdk.transport.control.*;
import dev.mevsdk.transport.hub.*;
import dev.mevsdk.transport.ingest.*;
import dev.mevsdk.transport.jakarta.JakartaRealtimeServlet;
import dev.mevsdk.transport.micrometer.TransportMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.*;
import org.springframework.boot.health.contributor.*;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** The SDK as beans, on one port. Each works whenever its server is there; a job handler is named for its queue. */
@SpringBootApplication
@EnableConfigurationProperties(MevService.Settings.class)
public class MevService {
    /**
     * @param kafka bootstrap servers, several with commas
     * @param redis address of the job queue, such as redis://localhost:6379/0
     * @param secret of the tokens (HS256), at least 32 bytes
     */
    @ConfigurationProperties("mev")
    record Settings(String kafka, String redis, String secret) {}

    public static void main(String[] args) {
        SpringApplication.run(MevService.class, args);
    }

    @Bean
    TokenVerifier tokens(Settings mev) {
        return TokenVerifier.secret(mev.secret(), TokenRules.defaults());
    }

    @Bean
    Hub hub(MeterRegistry registry) {
        return Hub.create(HubConfig.DEFAULT, TransportMetrics.hub(registry));
    }

    @Bean
    RealtimeEndpoint endpoint(Hub hub, TokenVerifier tokens) {
        return RealtimeEndpoint.create(hub, tokens, EndpointConfig.DEFAULT);
    }

    @Bean
    ServletRegistrationBean<JakartaRealtimeServlet> feed(RealtimeEndpoint endpoint) {
        return new ServletRegistrationBean<>(new JakartaRealtimeServlet(endpoint), RealtimeEndpoint.PATH);
    }

    @Bean(initMethod = "start")
    EventConsumer decisions(Settings mev, Hub hub, MeterRegistry registry) {
        return EventConsumer.live(
                EventConsumerConfig.of(mev.kafka()), hub, TransportMetrics.consumer(registry, "live"));
    }

    @Bean
    ControlChannel channel(Settings mev) {
        return ControlChannel.kafka(KafkaControlConfig.of(mev.kafka(), "mev-service"));
    }

    @Bean
    ControlService control(ControlChannel channel, Hub hub, MeterRegistry registry) {
        return ControlService.open(channel, ControlServiceConfig.DEFAULT, hub, TransportMetrics.control(registry));
    }

    @Bean
    JobQueue queue(Settings mev) {
        return JobQueue.connectLazily(JobQueueConfig.of(mev.redis()).withQueues("report"));
    }

    @Bean
    JobHandler report(ControlService control) {
        return job ->
                JobOutcome.done("mev is " + control.status("mev").desired().state());
    }

    @Bean
    Worker worker(JobQueue queue, Map<String, JobHandler> handlers, MeterRegistry registry) {
        return Worker.start(queue, WorkerConfig.defaults(), handlers, new JobMetrics(registry));
    }

    @Bean
    CompositeHealthContributor mevHealth(EventConsumer decisions, ControlService control, JobQueue queue) {
        return CompositeHealthContributor.fromMap(Map.of(
                "feed", part(() -> decisions.status().isReady()),
                "control", part(control::isReady),
                "jobs", part(queue::isReady)));
    }

    private static HealthIndicator part(BooleanSupplier answers) {
        return () -> (answers.getAsBoolean() ? Health.up() : Health.down()).build();
    }
}
