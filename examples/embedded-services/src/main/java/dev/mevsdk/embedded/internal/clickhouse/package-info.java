/** The ClickHouse engine as a child process: its library, its HTTP protocol, its life. */
@NullMarked
package dev.mevsdk.embedded.internal.clickhouse;

import org.jspecify.annotations.NullMarked;
