/** Arrow batches to Parquet and JSONL files, column by column. Entry type: {@link dev.mevsdk.jobs.export.TableExport}. */
@NullMarked
package dev.mevsdk.jobs.export;

import org.jspecify.annotations.NullMarked;
