package dev.mevsdk.transport.hub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a server knows of a WebSocket upgrade before it answers. Holds a token: never logged.
 *
 * @param query parameters, decoded
 * @param subprotocols offered, in order
 */
public record UpgradeRequest(
        Map<String, List<String>> query,
        Optional<String> authorization,
        Optional<String> origin,
        Optional<String> host,
        List<String> subprotocols) {
    /** Browsers can't set headers on a WebSocket: this prefix carries the token as one of the offered subprotocols. */
    public static final String TOKEN_SUBPROTOCOL_PREFIX = "bearer.";

    private static final String BEARER = "bearer ";

    /**
     * @param rawQuery as in the address, without the question mark; null when there is none
     * @param header value of a header by name, several joined by commas; null when absent
     */
    public static UpgradeRequest of(@Nullable String rawQuery, Function<String, @Nullable String> header) {
        return new UpgradeRequest(
                parse(rawQuery == null ? "" : rawQuery),
                Optional.ofNullable(header.apply("Authorization")),
                Optional.ofNullable(header.apply("Origin")),
                Optional.ofNullable(header.apply("Host")),
                split(header.apply("Sec-WebSocket-Protocol")));
    }

    /** From `Authorization: Bearer`, else from the subprotocol `bearer.TOKEN`, else from `token=`. */
    Optional<String> token() {
        Optional<String> bearer = authorization
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).trim());
        Optional<String> offered = subprotocols.stream()
                .filter(name -> name.startsWith(TOKEN_SUBPROTOCOL_PREFIX))
                .map(name -> name.substring(TOKEN_SUBPROTOCOL_PREFIX.length()))
                .findFirst();
        return bearer.or(() -> offered)
                .or(() -> query.getOrDefault("token", List.of()).stream().findFirst());
    }

    /** What the server answers with: the first offer that is no token, else the first, since browsers insist on one. */
    Optional<String> acceptedSubprotocol() {
        return Stream.concat(
                        subprotocols.stream().filter(name -> !name.startsWith(TOKEN_SUBPROTOCOL_PREFIX)),
                        subprotocols.stream())
                .findFirst();
    }

    @Override
    public String toString() {
        return "UpgradeRequest[origin=" + origin.orElse("") + "]";
    }

    private static List<String> split(@Nullable String header) {
        return header == null
                ? List.of()
                : Arrays.stream(header.split(",", -1))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    private static Map<String, List<String>> parse(String rawQuery) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A broken escape: left as it is, so that the parameter's own check names it.
            return encoded;
        }
    }
}
