/** ClickHouse: guarded reading as Arrow, migrations, ingest. Entry type: {@link dev.mevsdk.jobs.clickhouse.ArrowSource}. */
@NullMarked
package dev.mevsdk.jobs.clickhouse;

import org.jspecify.annotations.NullMarked;
