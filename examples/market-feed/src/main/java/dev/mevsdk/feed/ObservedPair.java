package dev.mevsdk.feed;

/**
 * A buy and a later sell on one pool with another buy between them: what a detector sees of a sandwich, and of many
 * things that are none. Amounts in lamports and raw token units.
 *
 * @param sandwich the truth, which only the simulation knows
 */
record ObservedPair(
        long slot,
        Pool pool,
        Trade front,
        Trade back,
        String victimSignature,
        double victimLamports,
        int victimSlippageBps,
        double volatilityBps,
        boolean sandwich) {
    /** Tokens and lamports that changed hands, and by whom. */
    record Trade(String signer, double lamports, double tokens) {
        double price() {
            return lamports / tokens;
        }
    }

    boolean sameSigner() {
        return front.signer().equals(back.signer());
    }

    /** 1 when the back-run sells just what the front-run bought. */
    double inventoryAlignment() {
        return Math.min(front.tokens(), back.tokens()) / Math.max(front.tokens(), back.tokens());
    }

    double grossEdgeBps() {
        return (back.price() / front.price() - 1) * 10_000;
    }

    /** The same guess as on the candidate before the trade, see {@link Sandwich#confidence(double)}. */
    double confidence() {
        return Sandwich.confidence(victimLamports);
    }
}
