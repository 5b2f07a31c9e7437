package dev.mevsdk.transport.ingest;

import com.google.protobuf.UnsafeByteOperations;
import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A decision in either JSON form; the two may even be mixed. */
final class JsonDecision extends JsonRecord {
    private String version = "";
    private long slot = -1;
    private String txSignature = "";
    private String attacker = "";
    private String classification = "";
    private String dex = "";
    private String bundleId = "";
    private double netSol = Double.NaN;
    private long netLamports;
    private boolean hasLamports;
    private double pLandEst;
    private final List<Double> ladder = new ArrayList<>(4);

    JsonDecision(byte[] bytes) throws IOException {
        super(bytes);
    }

    JsonDecision read() throws IOException {
        readAll();
        require(slot >= 0, RejectReason.MISSING_FIELD, "slot");
        require(hasLamports || !Double.isNaN(netSol), RejectReason.MISSING_FIELD, "profit.net_sol");
        if (!hasLamports) {
            netLamports = EventChecks.lamports(netSol);
        } else if (Double.isNaN(netSol)) {
            netSol = netLamports / EventChecks.LAMPORTS_PER_SOL;
        }
        return this;
    }

    @Override
    boolean readTop(String name) throws IOException {
        switch (name) {
            case "version" -> version = textOrNumber(name);
            case "slot" -> slot = natural(name);
            case "tx_signature" -> txSignature = text(name);
            case "attacker" -> attacker = text(name);
            case "type" -> classification = text(name);
            case "dex" -> dex = text(name);
            case "bundle_id" -> bundleId = text(name);
            case "net_sol" -> profit(name);
            case "net_lamports" -> lamports(name);
            case "p_land_est" -> landing(name);
            case "tip_ladder" -> ladder(name);
            case "profit" -> object(name, this::readProfit);
            case "decision_meta" -> object(name, this::readMeta);
            case "bundle" -> object(name, this::readBundle);
            case "classification" -> readClassification();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readClassification() throws IOException {
        if (!atObject()) {
            classification = text("classification");
            return;
        }
        object("classification", name -> {
            if (name.equals("type")) {
                classification = text("classification.type");
                return true;
            }
            return false;
        });
    }

    private boolean readProfit(String name) throws IOException {
        switch (name) {
            case "net_sol" -> profit("profit.net_sol");
            case "net_lamports" -> lamports("profit.net_lamports");
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readMeta(String name) throws IOException {
        switch (name) {
            case "p_land_est" -> landing("decision_meta.p_land_est");
            case "tip_policy" -> object("decision_meta.tip_policy", this::readTipPolicy);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean readTipPolicy(String name) throws IOException {
        if (name.equals("ladder")) {
            ladder("decision_meta.tip_policy.ladder");
            return true;
        }
        return false;
    }

    private boolean readBundle(String name) throws IOException {
        if (name.equals("bundle_id")) {
            bundleId = text("bundle.bundle_id");
            return true;
        }
        return false;
    }

    private void profit(String path) throws IOException {
        netSol = number(path);
        EventChecks.profit(path, netSol);
    }

    private void lamports(String path) throws IOException {
        netLamports = integer(path);
        hasLamports = true;
    }

    private void landing(String path) throws IOException {
        pLandEst = number(path);
        EventChecks.fraction(path, pLandEst);
    }

    private void ladder(String path) throws IOException {
        ladder.clear();
        array(path, element -> {
            double percentile = number(element);
            EventChecks.fraction(element, percentile);
            EventChecks.ladderLength(element, ladder.size() + 1);
            return ladder.add(percentile);
        });
    }

    Envelope.Builder toArbitrage(byte[] raw) {
        return envelope.setType(Envelope.Type.ARB)
                .setArb(ArbOpportunity.newBuilder()
                        .setVersion(version)
                        .setSlot(slot)
                        .setTxSignature(txSignature)
                        .setNetSol(netSol)
                        .setClassification(classification)
                        .setPLandEst(pLandEst)
                        .addAllTipLadder(ladder)
                        .setDex(dex)
                        .setNetLamports(netLamports)
                        .setRaw(UnsafeByteOperations.unsafeWrap(raw)));
    }

    Envelope.Builder toMev(byte[] raw) {
        return envelope.setType(Envelope.Type.MEV)
                .setMev(MevOpportunity.newBuilder()
                        .setVersion(version)
                        .setSlot(slot)
                        .setAttacker(attacker)
                        .setNetSol(netSol)
                        .setType(classification)
                        .setPLandEst(pLandEst)
                        .addAllTipLadder(ladder)
                        .setBundleId(bundleId)
                        .setDex(dex)
                        .setNetLamports(netLamports)
                        .setRaw(UnsafeByteOperations.unsafeWrap(raw)));
    }
}
