package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
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

    @Nullable
    RecordSignature sign(byte[] record) {
        return signer == null ? null : signer.sign(record);
    }
}
