package dev.mevsdk.embedded;

import java.nio.file.Path;

/**
 * What one side of a TLS connection needs, as PEM files; {@link EmbeddedAuthority} makes them. A service with this admits
 * only clients that show a certificate of the same authority.
 *
 * @param ca the authority's certificate
 * @param certificate own certificate
 * @param key its key, PKCS#8 without a password
 */
public record EmbeddedTls(Path ca, Path certificate, Path key) {}
