/**
 * Training as a job: rows from ClickHouse into XGBoost's quantile matrix, a split in time, metrics, report, export. Entry
 * types: {@link dev.mevsdk.ml.training.TrainingService} (what REST calls) and {@link
 * dev.mevsdk.ml.training.TrainHandler} (what a worker runs).
 */
@NullMarked
package dev.mevsdk.ml.training;

import org.jspecify.annotations.NullMarked;
