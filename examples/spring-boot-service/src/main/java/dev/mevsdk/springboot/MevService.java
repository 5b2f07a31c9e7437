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
import org.springframework.util.Assert;

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
    record Settings(String kafka, String redis, String secret) {
        Settings {
            Assert.hasText(secret, "SECRET is not set");
        }
    }

    public static void main(String[] args) {
        SpringApplication.run(MevService.class, args);
    }

    @Bean
    TokenVerifier tokens(Settings mev) {
        return TokenVerifier.secret(mev.secret(), TokenRules.defaults());
    }

    @Bean
    Hub hub(MeterRegistry meters) {
        return Hub.create(HubConfig.DEFAULT, TransportMetrics.hub(meters));
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
    EventConsumer decisions(Settings mev, Hub hub, MeterRegistry meters) {
        return EventConsumer.live(EventConsumerConfig.of(mev.kafka()), hub, TransportMetrics.consumer(meters, "live"));
    }

    @Bean
    ControlChannel channel(Settings mev) {
        return ControlChannel.kafka(KafkaControlConfig.of(mev.kafka(), "mev-service"));
    }

    @Bean
    ControlService control(ControlChannel channel, Hub hub, MeterRegistry meters) {
        return ControlService.open(channel, ControlServiceConfig.DEFAULT, hub, TransportMetrics.control(meters));
    }

    @Bean
    JobQueue queue(Settings mev) {
        return JobQueue.connectLazily(JobQueueConfig.of(mev.redis()).withQueues("report"));
    }

    @Bean
    JobHandler report(ControlService control) {
        return job -> JobOutcome.done(control.status("mev").desired().state().name());
    }

    @Bean
    Worker worker(JobQueue queue, Map<String, JobHandler> handlers, MeterRegistry meters) {
        return Worker.start(queue, WorkerConfig.defaults(), handlers, new JobMetrics(meters));
    }

    @Bean
    CompositeHealthContributor mevHealth(EventConsumer decisions, ControlService control, JobQueue queue) {
        Map<String, BooleanSupplier> parts =
                Map.of("feed", () -> decisions.status().isReady(), "control", control::isReady, "jobs", queue::isReady);
        return CompositeHealthContributor.fromMap(
                parts, up -> (HealthIndicator) () -> (up.getAsBoolean() ? Health.up() : Health.down()).build());
    }
}
