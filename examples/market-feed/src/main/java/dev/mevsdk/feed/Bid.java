package dev.mevsdk.feed;

/**
 * An agent's decision on its way into an auction.
 *
 * @param target what it wants to take: the two pools of a cycle as `cheap>dear`, or a victim's signature
 * @param agentId whose it is; empty when the decision does not say
 */
record Bid(String bundleId, String target, long tipLamports, double inputLamports, String module, String agentId) {}
