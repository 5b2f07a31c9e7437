package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.proto.ArbOpportunity;
import dev.mevsdk.proto.BundleOutcome;
import dev.mevsdk.proto.Envelope;
import dev.mevsdk.proto.MevOpportunity;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The tables that events go to, with their columns. */
enum EventTable {
    MEV_SANDWICH("mev_sandwich", EventTable::mev),
    ARBITRAGE("arbitrage", EventTable::arbitrage),
    BUNDLE_OUTCOMES("bundle_outcomes", EventTable::outcome);

    private final String tableName;
    private final BiConsumer<EventRow, RowWriter> columns;

    EventTable(String tableName, BiConsumer<EventRow, RowWriter> columns) {
        this.tableName = tableName;
        this.columns = columns;
    }

    static Optional<EventTable> of(Envelope event) {
        return switch (event.getPayloadCase()) {
            case MEV -> Optional.of(MEV_SANDWICH);
            case ARB -> Optional.of(ARBITRAGE);
            case OUTCOME -> Optional.of(BUNDLE_OUTCOMES);
            default -> Optional.empty();
        };
    }

    String tableName() {
        return tableName;
    }

    /** The row as one line of JSONEachRow, without the line's end. */
    byte[] json(EventRow row) {
        RowWriter out = new RowWriter();
        out.text("dt", EventTime.format(row.time()));
        out.text("event_id", row.event().getEventId());
        out.text("kafka_topic", row.source().topic());
        out.number("kafka_partition", row.source().partition());
        out.number("kafka_offset", row.source().offset());
        columns.accept(row, out);
        return out.bytes();
    }

    private static void mev(EventRow row, RowWriter out) {
        MevOpportunity mev = row.event().getMev();
        decision(row, out);
        out.unsigned("slot", mev.getSlot());
        out.text("attacker", mev.getAttacker());
        out.text("dex", dex(mev.getDex(), row));
        out.text("bundle_id", mev.getBundleId());
        out.text("type", mev.getType());
        out.number("net_sol", mev.getNetSol());
        out.number("net_lamports", mev.getNetLamports());
        out.number("p_land_est", mev.getPLandEst());
        out.numbers("tip_ladder", mev.getTipLadderList());
        out.text("frontrun_json", row.part("frontrun"));
        out.text("victims_json", row.part("victims"));
        out.text("backrun_json", row.part("backrun"));
        out.text("profit_json", profit(row, mev.getNetSol()));
        out.label("label_is_sandwich", row.raw().path("label_is_sandwich"));
    }

    private static void arbitrage(EventRow row, RowWriter out) {
        ArbOpportunity arb = row.event().getArb();
        decision(row, out);
        out.unsigned("slot", arb.getSlot());
        out.text("tx_signature", arb.getTxSignature());
        out.text("dex", dex(arb.getDex(), row));
        out.text("classification", arb.getClassification());
        out.number("net_sol", arb.getNetSol());
        out.number("net_lamports", arb.getNetLamports());
        out.number("p_land_est", arb.getPLandEst());
        out.numbers("tip_ladder", arb.getTipLadderList());
        out.text("legs_json", row.part("legs"));
        out.text("profit_json", profit(row, arb.getNetSol()));
        out.label("label_profitable", row.raw().path("label_profitable"));
    }

    private static void outcome(EventRow row, RowWriter out) {
        BundleOutcome outcome = row.event().getOutcome();
        out.text("module", row.event().getModule());
        out.text("agent_id", row.event().getAgentId());
        out.text("bundle_id", outcome.getBundleId());
        out.unsigned("tip_lamports", outcome.getTipLamports());
        out.text("path", outcome.getPath());
        out.number("landed", outcome.getLanded() ? 1 : 0);
        out.text("leader", outcome.getLeader());
        out.text("reason", outcome.getReason());
        out.text(
                "status",
                outcome.getStatusValue() == 0 ? "" : outcome.getStatus().name());
        out.unsigned("slot", outcome.getSlot());
        out.unsigned("fee_lamports", outcome.getFeeLamports());
        out.number("profit_lamports", outcome.getProfitLamports());
        out.text("tx_signature", outcome.getTxSignature());
    }

    /** What both kinds of decisions have. */
    private static void decision(EventRow row, RowWriter out) {
        Envelope event = row.event();
        out.text("market_json", row.part("market"));
        out.text("structure_json", row.part("structure"));
        out.confidence("confidence", row.raw());
        out.text("agent_id", event.getAgentId());
        out.unsigned("agent_sequence", event.getSequence());
        out.text("model_version", event.getModelVersion());
        out.unsigned("policy_version", event.getPolicyVersion());
        out.number("emitted_at_ns", event.getEmittedAtNs());
    }

    private static String dex(String field, EventRow row) {
        return field.isEmpty() ? row.raw().path("dex").asText("") : field;
    }

    /** As received; an event that came as protobuf says its profit in the same form. */
    private static String profit(EventRow row, double netSol) {
        return row.raw().isMissingNode()
                ? new RowWriter().number("net_sol", netSol).text()
                : row.part("profit");
    }
}
