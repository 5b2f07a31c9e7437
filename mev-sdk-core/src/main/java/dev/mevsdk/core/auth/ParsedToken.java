package dev.mevsdk.core.auth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTDecodeException;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token taken apart, with its header checked. Stricter than the library that checks the signature: names that come
 * twice, deep nesting and trailing bytes are refused here, so that both can't read different things.
 */
record ParsedToken(String token, String algorithm, @Nullable String keyId, JsonNode claims) {
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9._~+/=:@-]{1,128}");
    /** Keys, or addresses of keys, that the bearer chose; and extensions that must be understood (there are none). */
    private static final List<String> FORBIDDEN = List.of("crit", "jwk", "jku", "x5u", "x5c", "zip", "enc");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    static ParsedToken parse(String token) {
        if (token.length() > TokenVerifier.MAX_TOKEN_LENGTH) {
            throw new TokenRejectedException(Reason.TOO_LARGE);
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
        JsonNode header = object(parts[0]);
        String algorithm = requireText(header, "alg", Reason.ALGORITHM);
        checkHeader(header);
        String keyId = header.has("kid") ? requireText(header, "kid", Reason.HEADER) : null;
        if (keyId != null && (!KEY_ID.matcher(keyId).matches() || keyId.contains(".."))) {
            throw new TokenRejectedException(Reason.HEADER);
        }
        if (parts[2].isEmpty()) {
            throw new TokenRejectedException(Reason.SIGNATURE);
        }
        return new ParsedToken(token, algorithm, keyId, object(parts[1]));
    }

    private static void checkHeader(JsonNode header) {
        for (String name : FORBIDDEN) {
            if (header.has(name)) {
                throw new TokenRejectedException(Reason.HEADER);
            }
        }
    }

    private static JsonNode object(String part) {
        if (!BASE64URL.matcher(part).matches()) {
            throw new TokenRejectedException(Reason.MALFORMED);
        }
        try {
            JsonNode node = JSON.readTree(Base64.getUrlDecoder().decode(part));
            if (node.getNodeType() == JsonNodeType.OBJECT) {
                return node;
            }
        } catch (IOException | IllegalArgumentException e) {
            // Refused below: the cause would quote the token.
        }
        throw new TokenRejectedException(Reason.MALFORMED);
    }

    private static String requireText(JsonNode object, String name, Reason otherwise) {
        JsonNode value = object.get(name);
        if (value == null || !value.isTextual()) {
            throw new TokenRejectedException(otherwise);
        }
        return value.textValue();
    }

    void checkSignature(Algorithm expected) {
        try {
            expected.verify(JWT.decode(token));
        } catch (JWTDecodeException e) {
            // Its form was checked above: what the library can't read is a registered claim of the wrong type.
            throw new TokenRejectedException(Reason.CLAIM);
        } catch (JWTVerificationException | IllegalArgumentException e) {
            throw new TokenRejectedException(Reason.SIGNATURE);
        }
    }

    /** A record would print the token. */
    @Override
    public String toString() {
        return "ParsedToken[" + algorithm + "]";
    }
}
