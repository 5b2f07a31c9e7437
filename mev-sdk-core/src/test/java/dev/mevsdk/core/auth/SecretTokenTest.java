package dev.mevsdk.core.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.TokenRejectedException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTokenTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String GOOD = "\"exp\":1800000060,\"iss\":\"defi-dashboard\",\"aud\":\"defi-users\"";

    private final TokenRules rules =
            new TokenRules("defi-dashboard", "defi-users", Duration.ofSeconds(10), Clock.fixed(NOW, ZoneOffset.UTC));
    private final TokenVerifier verifier = TokenVerifier.secret(SECRET, rules);

    @Test
    void issuedTokenSpeaksForItsSubject() {
        String token = TokenIssuer.secret(SECRET, rules).issue("ops", Set.of(Role.ADMIN), Duration.ofMinutes(1));

        Principal principal = verifier.verify(token);

        assertThat(principal).isEqualTo(new Principal("ops", Set.of(Role.ADMIN), NOW.plusSeconds(60)));
        assertThat(principal.has(Role.VIEWER)).isTrue();
        assertThat(principal.has(Role.ADMIN)).isTrue();
    }

    @Test
    void viewerIsNoAdmin_andUnknownRolesAreNothing() {
        assertThat(verify("\"roles\":[\"viewer\",\"root\"]").has(Role.ADMIN)).isFalse();
        assertThat(verify("\"roles\":[\"viewer\",\"root\"]").has(Role.VIEWER)).isTrue();
        assertThat(verify("\"roles\":[\"Admin\",\"ADMIN\"]").roles()).isEmpty();
        assertThat(verify("\"x\":1").roles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS384", "HS512", "RS256", "ES256", "hs256", "HS256 "})
    void algorithmComesFromTheConfiguration(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        assertRejected(ForgedToken.hs256(header, claims(), SECRET.getBytes(UTF_8)), Reason.ALGORITHM);
        assertThatThrownBy(() -> verifier.verify(ForgedToken.withSignature(header, claims(), new byte[0])))
                .isInstanceOf(TokenRejectedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":[\"HS256\"]}"})
    void headerWithoutAlgorithmIsRefused(String header) {
        assertRejected(header, claims(), Reason.ALGORITHM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                "\"jku\":\"http://127.0.0.1:1/keys\"",
                "\"x5u\":\"http://127.0.0.1:1/cert\"",
                "\"x5c\":[\"AAAA\"]",
                "\"zip\":\"DEF\"",
                "\"kid\":\"../../dev/null\"",
                "\"kid\":\"' OR 1=1 --\"",
                "\"kid\":\"a\\nb\"",
                "\"kid\":\"\\u0000\"",
                "\"kid\":\"\"",
                "\"kid\":7"
            })
    void headerThatBringsKeysOrOddNamesIsRefused(String parameter) {
        assertRejected("{\"alg\":\"HS256\"," + parameter + "}", claims(), Reason.HEADER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"exp\":1800000060 | \"exp\":\"1800000060\" | CLAIM",
                "\"exp\":1800000060 | \"exp\":-1 | CLAIM",
                "\"exp\":1800000060 | \"exp\":1e308 | CLAIM",
                "\"exp\":1800000060 | \"exp\":1e999 | CLAIM",
                "\"exp\":1800000060 | \"exp\":null | CLAIM",
                "\"exp\":1800000060 | \"exp\":[1800000060] | CLAIM",
                "\"exp\":1800000060 | \"exq\":1800000060 | CLAIM",
                "\"exp\":1800000060 | \"exp\":1799999990 | EXPIRED",
                "\"exp\":1800000060 | \"exp\":0 | EXPIRED",
                "\"exp\":1800000060 | \"exp\":1800000060,\"nbf\":1800000011 | NOT_YET_VALID",
                "\"exp\":1800000060 | \"exp\":1800000060,\"iat\":1800000011 | NOT_YET_VALID",
                "\"exp\":1800000060 | \"exp\":1800000060,\"nbf\":\"0\" | CLAIM",
                "\"exp\":1800000060 | \"exp\":1800000060,\"exp\":1800000060 | MALFORMED",
                "\"iss\":\"defi-dashboard\" | \"iss\":\"evil\" | ISSUER",
                "\"iss\":\"defi-dashboard\" | \"iss\":[\"defi-dashboard\"] | ISSUER",
                "\"iss\":\"defi-dashboard\" | \"isx\":1 | ISSUER",
                "\"aud\":\"defi-users\" | \"aud\":\"others\" | AUDIENCE",
                "\"aud\":\"defi-users\" | \"aud\":[] | AUDIENCE",
                "\"aud\":\"defi-users\" | \"aud\":[\"a\",\"b\"] | AUDIENCE",
                "\"aud\":\"defi-users\" | \"aud\":[\"defi-users\",1] | AUDIENCE",
                "\"aud\":\"defi-users\" | \"aud\":{\"a\":\"defi-users\"} | AUDIENCE",
                "\"aud\":\"defi-users\" | \"aux\":1 | AUDIENCE",
                "\"aud\":\"defi-users\" | \"aud\":\"defi-users\",\"roles\":\"admin\" | CLAIM",
                "\"aud\":\"defi-users\" | \"aud\":\"defi-users\",\"roles\":[1] | CLAIM",
                "\"aud\":\"defi-users\" | \"aud\":\"defi-users\",\"sub\":1 | CLAIM"
            })
    void wrongClaimIsRefusedForItsReason(String good, String bad, Reason reason) {
        assertRejected(HS256, claims().replace(good, bad), reason);
    }

    @Test
    void clockMayBeOffByTheLeeway_andAudienceMayBeAnArray() {
        assertThat(verify("\"nbf\":1800000010").subject()).isEmpty();
        String late = claims().replace("1800000060", "1799999991");
        assertThat(verifier.verify(ForgedToken.hs256(HS256, late, SECRET.getBytes(UTF_8)))
                        .expiresAt())
                .isEqualTo(NOW.minusSeconds(9));
        String array =
                claims().replace("\"defi-users\"", "[\"a\",\"defi-users\"]").replace("1800000060", "1.80000006E9");
        verifier.verify(ForgedToken.hs256(HS256, array, SECRET.getBytes(UTF_8)));
    }

    @Test
    void otherSecretOrChangedClaimsAreRefused() {
        assertRejected(ForgedToken.hs256(HS256, claims(), "x".repeat(32).getBytes(UTF_8)), Reason.SIGNATURE);
        assertRejected(ForgedToken.withSignature(HS256, claims(), new byte[0]), Reason.SIGNATURE);
        assertRejected(ForgedToken.withSignature(HS256, claims(), new byte[32]), Reason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d", "a.b.c", "%%.%%.%%", "e30.e30.\n", "Bearer e30.e30.e30"})
    void whatIsNoTokenIsRefused(String token) {
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(TokenRejectedException.class);
    }

    @Test
    void hugeAndDeepTokensAreRefused() {
        assertRejected("x".repeat(1 << 20), Reason.TOO_LARGE);
        assertRejected("{\"alg\":\"HS256\",\"kid\":\"" + "k".repeat(1 << 20) + "\"}", claims(), Reason.TOO_LARGE);
        String deep = "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "," + GOOD + "}";
        assertRejected(HS256, deep, Reason.MALFORMED);
        assertRejected(HS256, claims() + "{}", Reason.MALFORMED);
        assertRejected("{\"alg\":\"none\",\"alg\":\"HS256\"}", claims(), Reason.MALFORMED);
    }

    @Test
    void refusalTellsNothingOfTheToken() {
        String token = ForgedToken.hs256(HS256, claims().replace("defi-users", "canary-7"), SECRET.getBytes(UTF_8));
        assertThatThrownBy(() -> verifier.verify(token)).satisfies(e -> {
            assertThat(e.getMessage()).doesNotContain("canary").doesNotContain(token.substring(0, 10));
            assertThat(e.getCause()).isNull();
            assertThat(e.getStackTrace()).isEmpty();
        });
        assertThat(ParsedToken.parse(token).toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcde"})
    void shortSecretIsRefusedAtStart(String secret) {
        assertThatThrownBy(() -> TokenVerifier.secret(secret, rules))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("SECRET")
                .hasMessageContaining("32");
        assertThatThrownBy(() -> TokenIssuer.secret(secret, rules)).isInstanceOf(MevException.class);
    }

    @Test
    void generatedSecretsAreLongAndDiffer() {
        TokenVerifier.secret(TokenIssuer.generateSecret(), rules);
        assertThat(TokenIssuer.generateSecret()).isNotEqualTo(TokenIssuer.generateSecret());
    }

    private Principal verify(String extra) {
        return verifier.verify(ForgedToken.hs256(HS256, "{" + GOOD + "," + extra + "}", SECRET.getBytes(UTF_8)));
    }

    private static String claims() {
        return "{" + GOOD + "}";
    }

    private void assertRejected(String header, String claims, Reason reason) {
        assertRejected(ForgedToken.hs256(header, claims, SECRET.getBytes(UTF_8)), reason);
    }

    private void assertRejected(String token, Reason reason) {
        assertThatThrownBy(() -> verifier.verify(token))
                .isInstanceOfSatisfying(TokenRejectedException.class, e -> assertThat(e.reason())
                        .isEqualTo(reason));
    }
}
