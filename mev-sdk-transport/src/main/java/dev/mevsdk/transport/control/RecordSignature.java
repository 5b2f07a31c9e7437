package dev.mevsdk.transport.control;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Who vouches for a record: two headers beside its bytes.
 *
 * @param keyId names the key
 * @param base64 the Ed25519 signature over the record's exact value, 64 bytes
 */
record RecordSignature(String keyId, String base64) {
    private static final String KEY_ID = "key-id";
    private static final String SIGNATURE = "signature";

    void addTo(Headers headers) {
        headers.add(KEY_ID, keyId.getBytes(StandardCharsets.UTF_8));
        headers.add(SIGNATURE, base64.getBytes(StandardCharsets.UTF_8));
    }

    /** Null without a signature; what is there of one counts as a bad one. */
    static @Nullable RecordSignature of(Headers headers) {
        String keyId = text(headers, KEY_ID);
        String signature = text(headers, SIGNATURE);
        return keyId.isEmpty() && signature.isEmpty() ? null : new RecordSignature(keyId, signature);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
