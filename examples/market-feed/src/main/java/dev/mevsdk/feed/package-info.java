/**
 * A market that follows from its own rules: constant-product pools, noise traders who move prices, rival searchers who
 * compete for what that leaves behind. Entry types: {@link dev.mevsdk.feed.MarketFeed}, {@link dev.mevsdk.feed.Replay}.
 */
@NullMarked
package dev.mevsdk.feed;

import org.jspecify.annotations.NullMarked;
