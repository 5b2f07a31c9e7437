package dev.mevsdk.ml.training;

import dev.mevsdk.ml.training.internal.LossCurve;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A training on its way: the trees so far and the losses.
 *
 * @param fingerprint of rows and parameters: a checkpoint of others is of no use
 */
record Checkpoint(String fingerprint, LossCurve curve, byte[] model) {
    /** What a job may keep. */
    static final int MAX_BYTES = 1 << 20;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeUTF(fingerprint);
            out.writeInt(curve.rounds());
            for (int i = 0; i < curve.rounds(); i++) {
                out.writeDouble(curve.train().get(i));
                out.writeDouble(curve.validation().get(i));
            }
            out.writeInt(model.length);
            out.write(model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Empty if it is another training's, or not readable: then training starts over. */
    static Optional<Checkpoint> read(byte[] bytes, String fingerprint) {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            if (!in.readUTF().equals(fingerprint)) {
                return Optional.empty();
            }
            LossCurve curve = new LossCurve();
            for (int i = in.readInt(); i > 0; i--) {
                curve.add(in.readDouble(), in.readDouble());
            }
            return Optional.of(new Checkpoint(fingerprint, curve, in.readNBytes(in.readInt())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
