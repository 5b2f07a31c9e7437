package dev.mevsdk.ml.model;

import java.util.List;

/** What a model says of itself; {@code bestIteration} is -1 where it is not known. */
record ModelHeader(
        Objective objective, int features, int treesPerRound, int bestIteration, List<String> featureNames) {}
