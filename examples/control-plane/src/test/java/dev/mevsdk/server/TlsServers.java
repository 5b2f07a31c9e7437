package dev.mevsdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.config.KafkaConnection;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.core.config.TlsConfig;
import dev.mevsdk.embedded.EmbeddedAuthority;
import dev.mevsdk.embedded.EmbeddedClickHouse;
import dev.mevsdk.embedded.EmbeddedKafka;
import dev.mevsdk.embedded.EmbeddedRedis;
import dev.mevsdk.embedded.EmbeddedService;
import dev.mevsdk.embedded.EmbeddedTls;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.jobs.clickhouse.ClickHouseConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kafka, Redis, ClickHouse, a control plane and a worker, all over TLS, and certificates right and wrong. */
final class TlsServers implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    final TlsConfig right;
    final TlsConfig none;
    final TlsConfig othersCertificate;
    final TlsConfig othersAuthority;
    final ControlPlane server;
    final JobWorker worker;
    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final EmbeddedClickHouse clickHouse;
    private final Path folder;

    TlsServers(Path folder) {
        this.folder = folder;
        EmbeddedAuthority authority = EmbeddedAuthority.in(folder.resolve("ours"));
        EmbeddedAuthority other = EmbeddedAuthority.in(folder.resolve("other"));
        EmbeddedTls own = authority.issue("control-plane");
        EmbeddedTls foreign = other.issue("stranger");
        right = tls(own.ca(), own);
        none = settings(Map.of("TLS_CA", own.ca().toString())).tls();
        othersCertificate = tls(own.ca(), foreign);
        othersAuthority = tls(foreign.ca(), own);

        EmbeddedTls servers = authority.issue("servers");
        kafka = EmbeddedKafka.create(servers);
        redis = EmbeddedRedis.create(servers);
        clickHouse = EmbeddedClickHouse.create(servers);
        Stream.<EmbeddedService>of(kafka, redis, clickHouse).parallel().forEach(EmbeddedService::start);
        worker = JobWorker.start(config(Map.of("WORKER_THREADS", "1")), Operations.DEFAULT);
        server = ControlPlane.start(
                config(Map.of(
                        "WORKER_THREADS", "0",
                        "HTTPS_CLIENT_CA", own.ca().toString(),
                        "HTTPS_CERT", own.certificate().toString(),
                        "HTTPS_KEY", own.key().toString())),
                Operations.DEFAULT);
        await().atMost(LIMIT).until(server::isReady);
    }

    private ServerConfig config(Map<String, String> variables) {
        ServerConfig.Backends backends = new ServerConfig.Backends(kafka(right), redis(right), clickHouse(right));
        return TestServer.config(backends, folder.resolve("data"), variables);
    }

    private static Settings settings(Map<String, String> variables) {
        return Settings.of(variables, List.of());
    }

    private static TlsConfig tls(Path ca, EmbeddedTls own) {
        return settings(Map.of(
                        "TLS_CA", ca.toString(),
                        "TLS_CERT", own.certificate().toString(),
                        "TLS_KEY", own.key().toString()))
                .tls();
    }

    KafkaConnection kafka(TlsConfig tls) {
        return KafkaConnection.of(kafka.address()).withTls(tls);
    }

    JobQueueConfig redis(TlsConfig tls) {
        return JobQueueConfig.of(redis.url()).withTls(tls);
    }

    ClickHouseConfig clickHouse(TlsConfig tls) {
        return ClickHouseConfig.of(clickHouse.host(), clickHouse.port()).withTls(tls);
    }

    static HttpClient client(TlsConfig tls) {
        return HttpClient.newBuilder().sslContext(tls.context()).build();
    }

    HttpResponse<String> send(TlsConfig tls, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + path))
                .header("Authorization", "Bearer " + TestServer.token(Role.ADMIN))
                .header("Content-Type", "application/json")
                .timeout(LIMIT);
        boolean hasBody = body.contentLength() > 0;
        return client(tls)
                .send((hasBody ? request.POST(body) : request.GET()).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(right, path, HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        HttpResponse<String> answer = send(right, path, HttpRequest.BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Override
    public void close() {
        server.close();
        worker.close();
        kafka.close();
        redis.close();
        clickHouse.close();
    }
}
