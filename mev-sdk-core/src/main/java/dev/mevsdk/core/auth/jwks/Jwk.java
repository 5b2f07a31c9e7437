package dev.mevsdk.core.auth.jwks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One usable key of a JWK set (RFC 7517). Keys of other kinds, uses or algorithms are passed over. */
record Jwk(@Nullable String keyId, String algorithm, PublicKey key) {
    private static final int MAX_KEYS = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .build();

    /** @throws MevException RETRYABLE when it is no JWK set with a usable key: the issuer may mend it */
    static List<Jwk> parseSet(byte[] json) {
        List<Jwk> keys = new ArrayList<>();
        try {
            for (JsonNode node : JSON.readTree(json).path("keys")) {
                if (keys.size() < MAX_KEYS) {
                    parse(node).ifPresent(keys::add);
                }
            }
        } catch (IOException e) {
            throw MevException.retryable("not JSON", null);
        }
        if (keys.isEmpty()) {
            throw MevException.retryable(
                    "no usable key (RSA of 2048 bits or more for RS256, EC P-256 for ES256)", null);
        }
        return List.copyOf(keys);
    }

    private static Optional<Jwk> parse(JsonNode node) {
        String use = node.path("use").asText("sig");
        String type = node.path("kty").asText("");
        String algorithm = type.equals("RSA") ? "RS256" : "ES256";
        if (!use.equals("sig") || !node.path("alg").asText(algorithm).equals(algorithm)) {
            return Optional.empty();
        }
        String keyId = node.path("kid").isTextual() ? node.path("kid").textValue() : null;
        Optional<PublicKey> key =
                switch (type) {
                    case "RSA" ->
                        PublicKeys.rsa(node.path("n").asText(""), node.path("e").asText(""));
                    case "EC" ->
                        node.path("crv").asText("").equals("P-256")
                                ? PublicKeys.p256(
                                        node.path("x").asText(""),
                                        node.path("y").asText(""))
                                : Optional.empty();
                    default -> Optional.empty();
                };
        return key.map(found -> new Jwk(keyId, algorithm, found));
    }

    /** Without a key id there must be exactly one key of the algorithm: trying them all would help a forger. */
    static Optional<PublicKey> find(List<Jwk> keys, String algorithm, @Nullable String keyId) {
        List<Jwk> matching = keys.stream()
                .filter(key -> key.algorithm.equals(algorithm) && (keyId == null || keyId.equals(key.keyId)))
                .toList();
        return matching.size() == 1 ? Optional.of(matching.get(0).key) : Optional.empty();
    }
}
