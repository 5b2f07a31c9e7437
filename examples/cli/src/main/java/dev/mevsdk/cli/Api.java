package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The REST routes of one server. Calls block. Every answer but a good one is a {@link Failure}. Thread-safe. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI server;
    private final TokenSource tokens;
    private final HttpClient http;

    Api(URI server, TokenSource tokens, HttpClient http, Console console) {
        this.server = checked(server);
        this.tokens = tokens;
        this.http = http;
        if (server.getScheme().equals("http") && !isThisMachine(server.getHost())) {
            console.warn("the token travels unencrypted to " + server.getHost() + ": use https");
        }
    }

    private static URI checked(URI server) {
        boolean good =
                server.getHost() != null && ("http".equals(server.getScheme()) || "https".equals(server.getScheme()));
        if (!good) {
            throw Failure.usage("--server: must be http://HOST:PORT or https://HOST:PORT");
        }
        return server;
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** One part of a path. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return Json.read(file(path));
    }

    /** As it is. */
    byte[] file(String path) {
        return content(send(request(path).GET(), BodyHandlers.ofByteArray()));
    }

    /** @param body null for none */
    JsonNode post(String path, @Nullable JsonNode body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return Json.read(content(send(
                request.POST(body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString())),
                BodyHandlers.ofByteArray())));
    }

    /** As it is, whatever its status; the caller closes the stream. */
    HttpResponse<InputStream> open(String path, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = request(path).GET();
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Address of the feed. */
    URI feed(String query) {
        String base = server.toString().replaceFirst("^http", "ws").replaceFirst("/+$", "");
        return URI.create(base + "/api/realtime/ws?" + query);
    }

    HttpClient http() {
        return http;
    }

    Optional<String> token() {
        return tokens.token();
    }

    /** For messages. */
    String address() {
        return server.toString();
    }

    private HttpRequest.Builder request(String path) {
        URI address = URI.create(server.toString().replaceFirst("/+$", "") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        tokens.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (IOException e) {
            throw unreachable(e);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("the token holds characters that no token has");
        }
    }

    Failure unreachable(IOException e) {
        String reason = e instanceof SSLException
                ? "its certificate is not trusted, or it speaks no TLS (--cacert names certificates to trust)"
                : e instanceof HttpTimeoutException
                        ? "no answer in time"
                        : e instanceof ConnectException ? "nobody listens there" : "the connection broke";
        return new Failure(ExitCode.UNREACHABLE, "cannot reach " + server + ": " + reason);
    }

    private static Failure interrupted() {
        Thread.currentThread().interrupt();
        return new Failure(ExitCode.INTERRUPTED, "interrupted");
    }

    private static byte[] content(HttpResponse<byte[]> answer) {
        if (answer.statusCode() >= 300) {
            throw Problems.failure(answer.statusCode(), answer.body());
        }
        return answer.body();
    }
}
