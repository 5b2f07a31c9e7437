package dev.mevsdk.transport.ingest;

import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import java.io.IOException;
import java.util.Locale;

/** What became of a bundle, in JSON. */
final class JsonOutcome extends JsonRecord {
    private final BundleOutcome.Builder outcome = BundleOutcome.newBuilder();
    private boolean hasLanded;

    JsonOutcome(byte[] bytes) throws IOException {
        super(bytes);
    }

    JsonOutcome read() throws IOException {
        readAll();
        require(!outcome.getBundleId().isEmpty(), RejectReason.MISSING_FIELD, "bundle_id");
        require(hasLanded, RejectReason.MISSING_FIELD, "landed");
        return this;
    }

    @Override
    boolean readTop(String name) throws IOException {
        switch (name) {
            case "bundle_id" -> outcome.setBundleId(text(name));
            case "landed" -> {
                outcome.setLanded(flag(name));
                hasLanded = true;
            }
            case "tip_lamports" -> outcome.setTipLamports(natural(name));
            case "path" -> outcome.setPath(text(name));
            case "leader" -> outcome.setLeader(text(name));
            case "reason" -> outcome.setReason(text(name));
            case "status" -> outcome.setStatus(status(text(name)));
            case "slot" -> outcome.setSlot(natural(name));
            case "fee_lamports" -> outcome.setFeeLamports(natural(name));
            case "profit_lamports" -> outcome.setProfitLamports(integer(name));
            case "tx_signature" -> outcome.setTxSignature(text(name));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static BundleOutcome.Status status(String name) {
        try {
            BundleOutcome.Status status = BundleOutcome.Status.valueOf(name.toUpperCase(Locale.ROOT));
            require(status != BundleOutcome.Status.UNRECOGNIZED, RejectReason.OUT_OF_RANGE, "status");
            return status;
        } catch (IllegalArgumentException e) {
            throw new RejectedRecord(RejectReason.OUT_OF_RANGE, "status");
        }
    }

    Envelope.Builder toOutcome() {
        return envelope.setType(Envelope.Type.OUTCOME).setOutcome(outcome);
    }
}
