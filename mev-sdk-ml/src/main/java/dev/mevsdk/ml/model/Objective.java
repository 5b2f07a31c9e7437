package dev.mevsdk.ml.model;

/** What the margins of a model mean. */
public enum Objective {
    /** One margin, the log odds of class 1 ({@code binary:logistic}, {@code reg:logistic}). */
    LOGISTIC,
    /** One margin per output, used as it is ({@code reg:squarederror} and its relatives, {@code binary:logitraw}). */
    IDENTITY,
    /** One margin per class; the softmax of all is the distribution ({@code multi:softprob}, {@code multi:softmax}). */
    SOFTMAX;

    static Objective ofXgboost(String name) {
        return switch (name) {
            case "binary:logistic", "reg:logistic" -> LOGISTIC;
            case "reg:squarederror", "reg:linear", "reg:absoluteerror", "reg:pseudohubererror", "reg:quantileerror" ->
                IDENTITY;
            case "binary:logitraw", "rank:pairwise", "rank:ndcg", "rank:map" -> IDENTITY;
            case "multi:softprob", "multi:softmax" -> SOFTMAX;
            default ->
                throw ModelFormat.error("learner.objective.name is '" + ModelFormat.shown(name)
                        + "'; readable are binary:logistic, reg:squarederror, multi:softprob and their relatives");
        };
    }
}
