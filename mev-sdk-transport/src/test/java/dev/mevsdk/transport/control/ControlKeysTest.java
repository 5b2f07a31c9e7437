package dev.mevsdk.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlKeysTest {
    private static final TestKeys A = TestKeys.of("a");

    @TempDir
    Path folder;

    @Test
    void keysAreReadFromPemFiles_asOpensslWritesThem() throws Exception {
        Path secret = write("a.key", "PRIVATE KEY", A.pair().getPrivate(), "");
        Path keys = Files.createDirectory(folder.resolve("keys"));
        write("keys/a.pem", "PUBLIC KEY", A.pair().getPublic(), "");
        write("keys/b.pem", "PUBLIC KEY", TestKeys.of("b").pair().getPublic(), "used by nobody\nuntil-offset: 12\n");
        ControlTrust trust = new ControlTrust(ControlSigner.read("a", secret), ControlKeys.read(keys));
        assertThat(trust.keys()).hasToString("ControlKeys[a, b]");
        assertThat(trust)
                .asString()
                .doesNotContain(
                        Base64.getEncoder().encodeToString(A.pair().getPrivate().getEncoded()));
        assertThatThrownBy(() -> new ControlTrust(TestKeys.of("a").signer(), trust.keys()))
                .hasMessageContaining("don't fit");
        assertThatThrownBy(() -> new ControlTrust(A.signer(), trust.keys().withRetired("a", 3)))
                .hasMessageContaining("a is retired");
        assertThatThrownBy(() -> new ControlTrust(null, trust.keys())).hasMessageContaining("signer: required");
        assertThat(ControlKeys.read(keys.resolve("a.pem"))).hasToString("ControlKeys[a]");
    }

    @Test
    void badKeyFilesAreNamed_withWhatTheyMustHold() throws Exception {
        assertBad(() -> ControlKeys.read(folder), "must hold at least one public key");
        assertBad(() -> ControlKeys.read(folder.resolve("x")), "must be a folder, or a file named ID.pem");
        assertBad(() -> ControlKeys.read(folder.resolve("x.pem")), "x.pem: can't be read");
        Path secret = write("s.pem", "PRIVATE KEY", A.pair().getPrivate(), "");
        assertBad(() -> ControlKeys.read(secret), "s.pem: must be a PEM file with one PUBLIC KEY");
        Path other = write(
                "rsa.pem",
                "PUBLIC KEY",
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic(),
                "");
        assertBad(() -> ControlKeys.read(other), "rsa.pem: must hold an Ed25519 public key");
        assertBad(() -> ControlSigner.read("a b", secret), "key-id: 1..64 letters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Until-Offset: 40",
                "until-offset = 40",
                "until-offset: 4_000",
                "until-offset: 1\nuntil-offset: 2"
            })
    void lineThatWasMeantToRetireAKeyIsNotPassedOver(String line) throws Exception {
        Path file = write("a.pem", "PUBLIC KEY", A.pair().getPublic(), line + "\n");
        assertThatThrownBy(() -> ControlKeys.read(file))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("a.pem: a key that signs no more has one line above it, until-offset: N");
    }

    private Path write(String name, String type, Key key, String preface) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        String text = preface + "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
        return Files.writeString(folder.resolve(name), text);
    }

    private static void assertBad(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(message);
    }
}
