package dev.mevsdk.core.auth.jwks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.ForgedToken;
import dev.mevsdk.core.auth.Principal;
import dev.mevsdk.core.auth.Role;
import dev.mevsdk.core.auth.TokenRejectedException;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;
import dev.mevsdk.core.auth.TokenRules;
import dev.mevsdk.core.auth.TokenVerifier;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwksTokenTest {
    private static final String CLAIMS =
            "{\"exp\":%d,\"iss\":\"defi-dashboard\",\"aud\":\"defi-users\",\"roles\":[\"admin\"]}"
                    .formatted(System.currentTimeMillis() / 1000 + 600);
    private static final KeyPair RSA = rsaPair(2048);
    private static final KeyPair EC = ecPair();

    private final JwksServer server = new JwksServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tokensOfBothKindsAreTaken_withOneFetch() {
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)), JwksServer.ec("e1", ecPublic(EC)));
        TokenVerifier verifier = verifier(Duration.ofMinutes(10));

        Principal rsa = verifier.verify(rs256("r1", RSA));
        Principal ec = verifier.verify(es256("e1", EC));

        assertThat(rsa.has(Role.ADMIN)).isTrue();
        assertThat(ec.has(Role.ADMIN)).isTrue();
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void callThatMustNotBlock_takesKeysAtHand_andFetchesNone() {
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)));
        TokenVerifier verifier = verifier(Duration.ZERO);
        assertThatThrownBy(() -> verifier.verifyNow(rs256("r1", RSA)))
                .isInstanceOfSatisfying(TokenRejectedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.KEYS_UNAVAILABLE));
        assertThat(server.requests).hasValue(0);
        verifier.verify(rs256("r1", RSA));
        assertThat(verifier.verifyNow(rs256("r1", RSA)).has(Role.ADMIN)).isTrue();
        assertThatThrownBy(() -> verifier.verifyNow(rs256("r2", RSA))).isInstanceOf(TokenRejectedException.class);
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void publicKeyAsHmacSecretIsRefused() {
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)));
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(RSA.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (byte[] secret : new byte[][] {RSA.getPublic().getEncoded(), pem}) {
            String token = ForgedToken.hs256("{\"alg\":\"HS256\",\"kid\":\"r1\"}", CLAIMS, secret);
            assertRejected(verifier(Duration.ofMinutes(10)), token, Reason.ALGORITHM);
        }
    }

    @Test
    void zeroSignatureIsRefused() {
        server.serve(JwksServer.ec("e1", ecPublic(EC)));
        String header = "{\"alg\":\"ES256\",\"kid\":\"e1\"}";
        TokenVerifier verifier = verifier(Duration.ofMinutes(10));
        assertRejected(verifier, ForgedToken.withSignature(header, CLAIMS, new byte[64]), Reason.SIGNATURE);
        assertRejected(
                verifier,
                ForgedToken.withSignature(header, CLAIMS, new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}),
                Reason.SIGNATURE);
    }

    @Test
    void keyOfAnotherAlgorithmOrIssuerIsRefused() {
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)), JwksServer.ec("e1", ecPublic(EC)));
        TokenVerifier verifier = verifier(Duration.ofMinutes(10));
        assertRejected(verifier, es256("r1", EC), Reason.UNKNOWN_KEY);
        assertRejected(verifier, es256("e1", ecPair()), Reason.SIGNATURE);
        assertRejected(verifier, rs256("r1", rsaPair(2048)), Reason.SIGNATURE);
    }

    @Test
    void tokenWithoutKeyIdNeedsASingleKey() {
        String token = ForgedToken.signed("{\"alg\":\"RS256\"}", CLAIMS, RSA.getPrivate(), "SHA256withRSA");
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)), JwksServer.ec("e1", ecPublic(EC)));
        assertThat(verifier(Duration.ofMinutes(10)).verify(token).has(Role.ADMIN))
                .isTrue();
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)), JwksServer.rsa("r2", rsaPublic(rsaPair(2048))));
        assertRejected(verifier(Duration.ofMinutes(10)), token, Reason.UNKNOWN_KEY);
    }

    @Test
    void rotatedKeyIsFetched_butUnknownKeysDoNotFetchWithinTheCooldown() {
        KeyPair next = rsaPair(2048);
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)));
        TokenVerifier eager = verifier(Duration.ZERO);
        TokenVerifier calm = verifier(Duration.ofMinutes(10));
        eager.verify(rs256("r1", RSA));
        calm.verify(rs256("r1", RSA));
        server.serve(JwksServer.rsa("r2", rsaPublic(next)));

        eager.verify(rs256("r2", next));
        assertRejected(eager, rs256("r1", RSA), Reason.UNKNOWN_KEY);

        int before = server.requests.get();
        for (int i = 0; i < 50; i++) {
            assertRejected(calm, rs256("r" + (100 + i), RSA), Reason.UNKNOWN_KEY);
        }
        assertThat(server.requests).hasValue(before);
    }

    @Test
    void knownKeysStayGoodWhileTheServerIsAway() {
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)));
        JwksConfig config = new JwksConfig(
                server.address(), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), JwksConfig.DEFAULT_MAX_BYTES);
        TokenVerifier verifier = TokenVerifier.publicKeys(JwksKeys.at(config), TokenRules.defaults());
        verifier.verify(rs256("r1", RSA));
        server.handle(exchange -> JwksServer.answer(exchange, 503, new byte[0]));

        assertThat(verifier.verify(rs256("r1", RSA)).has(Role.ADMIN)).isTrue();
    }

    @Test
    void oldKeyIsAnsweredWithAtOnce_whileTheServerHangs() {
        server.serve(JwksServer.rsa("r1", rsaPublic(RSA)));
        CountDownLatch hang = new CountDownLatch(1);
        JwksConfig config = new JwksConfig(
                server.address(), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(5), JwksConfig.DEFAULT_MAX_BYTES);
        TokenVerifier verifier = TokenVerifier.publicKeys(JwksKeys.at(config), TokenRules.defaults());
        verifier.verify(rs256("r1", RSA));
        server.handle(exchange -> await(hang));

        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            assertThat(verifier.verify(rs256("r1", RSA)).has(Role.ADMIN)).isTrue();
            assertThat(verifier.verify(rs256("r1", RSA)).has(Role.ADMIN)).isTrue();
        });
        hang.countDown();
    }

    @Test
    void serverThatIsAwayIsRetryable() {
        server.close();
        assertThatThrownBy(() -> verifier(Duration.ZERO).verify(rs256("r1", RSA)))
                .isInstanceOfSatisfying(TokenRejectedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
                    assertThat(e.category()).isEqualTo(MevException.Category.RETRYABLE);
                });
    }

    @Test
    void redirectIsNotFollowed() {
        try (JwksServer elsewhere = new JwksServer()) {
            elsewhere.serve(JwksServer.rsa("r1", rsaPublic(RSA)));
            server.handle(exchange -> {
                exchange.getResponseHeaders()
                        .add("Location", elsewhere.address().toString());
                JwksServer.answer(exchange, 302, new byte[0]);
            });
            assertRejected(verifier(Duration.ZERO), rs256("r1", RSA), Reason.KEYS_UNAVAILABLE);
            assertThat(elsewhere.requests).hasValue(0);
        }
    }

    @Test
    void endlessAndSlowAnswersAreCut() {
        server.handle(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[1 << 16];
            for (int i = 0; i < 10_000; i++) {
                exchange.getResponseBody().write(chunk);
            }
        });
        assertRejected(verifier(Duration.ZERO), rs256("r1", RSA), Reason.KEYS_UNAVAILABLE);
        CountDownLatch never = new CountDownLatch(1);
        server.handle(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(never);
        });
        assertRejected(verifier(Duration.ZERO), rs256("r1", RSA), Reason.KEYS_UNAVAILABLE);
        never.countDown();
    }

    @Test
    void weakAndInvalidKeysAreNotUsed() {
        KeyPair weak = rsaPair(1024);
        String offCurve = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e1\",\"x\":\"AQ\",\"y\":\"AQ\"}";
        String symmetric = "{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"AAAA\"}";
        server.serve(JwksServer.rsa("r1", rsaPublic(weak)), offCurve, symmetric, "7", "{\"kty\":\"RSA\",\"n\":\"!\"}");
        assertRejected(verifier(Duration.ZERO), rs256("r1", weak), Reason.KEYS_UNAVAILABLE);
        assertThat(PublicKeys.p256("AQ", "AQ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/jwks",
                "http://127.0.0.1.example.com/",
                "http://localhost.example.com/",
                "http://user@localhost/",
                "file:///etc/passwd",
                "ftp://localhost/",
                "/jwks",
                "https:jwks"
            })
    void addressMustBeHttpsOrLoopback(String address) {
        assertThatThrownBy(() -> JwksConfig.of(URI.create(address)))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("https");
    }

    private TokenVerifier verifier(Duration cooldown) {
        JwksConfig config = new JwksConfig(
                server.address(),
                Duration.ofMinutes(10),
                cooldown,
                Duration.ofSeconds(1),
                JwksConfig.DEFAULT_MAX_BYTES);
        return TokenVerifier.publicKeys(JwksKeys.at(config), TokenRules.defaults());
    }

    private static void assertRejected(TokenVerifier verifier, String token, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(TokenRejectedException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason));
    }

    private static String rs256(String keyId, KeyPair pair) {
        return ForgedToken.signed(
                "{\"alg\":\"RS256\",\"kid\":\"" + keyId + "\"}", CLAIMS, pair.getPrivate(), "SHA256withRSA");
    }

    private static String es256(String keyId, KeyPair pair) {
        return ForgedToken.signed(
                "{\"alg\":\"ES256\",\"kid\":\"" + keyId + "\"}",
                CLAIMS,
                pair.getPrivate(),
                "SHA256withECDSAinP1363Format");
    }

    private static RSAPublicKey rsaPublic(KeyPair pair) {
        return (RSAPublicKey) pair.getPublic();
    }

    private static ECPublicKey ecPublic(KeyPair pair) {
        return (ECPublicKey) pair.getPublic();
    }

    private static KeyPair rsaPair(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ecPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
