package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of the control plane's side.
 *
 * @param signer signs what is appended; null: nothing is signed
 * @param keys whose signatures count; with any, a signer whose signature counts is required
 */
public record ControlTrust(@Nullable ControlSigner signer, ControlKeys keys) {
    /** No signatures. */
    public static final ControlTrust NONE = new ControlTrust(null, ControlKeys.NONE);

    /** @throws MevException BAD_INPUT when what is appended here would be refused */
    public ControlTrust {
        if (signer != null) {
            keys.requireFits(signer);
        } else if (keys.required(Long.MAX_VALUE)) {
            throw MevException.badInput("signer: required with public keys: unsigned commands would be refused");
        }
    }

    /**
     * From the environment: the keys of {@link ControlKeys#from}, {@code CONTROL_SIGNING_KEY} (path of a PKCS#8 PEM
     * file) and {@code CONTROL_KEY_ID}, which go together. Blocks.
     *
     * @throws MevException BAD_INPUT that names the variable or file and what is allowed, never what is in it
     */
    public static ControlTrust from(Settings settings) {
        ControlKeys keys = ControlKeys.from(settings);
        String path = settings.text("CONTROL_SIGNING_KEY", "");
        if (path.isEmpty()) {
            if (keys.required(Long.MAX_VALUE)) {
                throw MevException.badInput(
                        "CONTROL_SIGNING_KEY: required with CONTROL_PUBLIC_KEYS: unsigned commands would be refused");
            }
            return NONE;
        }
        String keyId = settings.text("CONTROL_KEY_ID")
                .orElseThrow(() -> MevException.badInput("CONTROL_KEY_ID: required with CONTROL_SIGNING_KEY"));
        if (!keys.required(Long.MAX_VALUE)) {
            throw MevException.badInput("CONTROL_PUBLIC_KEYS: required with CONTROL_SIGNING_KEY");
        }
        return new ControlTrust(ControlSigner.read(keyId, Path.of(path)), keys);
    }

    @Nullable
    RecordSignature sign(byte[] record) {
        return signer == null ? null : signer.sign(record);
    }
}
