package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Brings a database to the schema this version needs. What was applied is kept in the table `schema_migrations`, with a
 * checksum of its text.
 */
public final class Migrations {
    private static final List<String> FILES = List.of(
            "0001_mev_sandwich",
            "0002_arbitrage",
            "0003_bundle_outcomes",
            "0004_control_audit",
            "0005_bundle_outcomes_module",
            "0006_bundle_states",
            "0007_control_audit_outcome",
            "0008_control_audit_retries");
    private static final int NUMBER_LENGTH = 4;

    private Migrations() {}

    /**
     * Creates the database if it is missing and applies what was not applied before. Blocks. May be run again, and by
     * several processes at once: every statement is one that does nothing the second time.
     *
     * @return migrations applied now
     * @throws MevException RETRYABLE when ClickHouse is away; FATAL when an applied migration is not the one of this
     *     version
     */
    public static int apply(ClickHouseConfig config) {
        try (ClickHouse server = ClickHouse.open(config.withDatabase(ClickHouseConfig.DEFAULT_DATABASE))) {
            server.execute("CREATE DATABASE IF NOT EXISTS {name:Identifier}", Map.of("name", config.database()));
        }
        try (ClickHouse database = ClickHouse.open(config)) {
            database.execute(
                    "CREATE TABLE IF NOT EXISTS schema_migrations (version UInt32, name String, checksum String,"
                            + " applied_at DateTime64(3, 'UTC') DEFAULT now64(3))"
                            + " ENGINE = ReplacingMergeTree ORDER BY version",
                    Map.of());
            Map<Object, Object> applied =
                    database
                            .rows("SELECT version, checksum FROM schema_migrations FINAL ORDER BY version", Map.of())
                            .stream()
                            .collect(Collectors.toMap(row -> row.get("version"), row -> row.get("checksum")));
            int count = 0;
            for (String file : FILES) {
                count += apply(database, file, applied) ? 1 : 0;
            }
            return count;
        }
    }

    private static boolean apply(ClickHouse database, String file, Map<Object, Object> applied) {
        int version = Integer.parseInt(file.substring(0, NUMBER_LENGTH));
        String sql = text(file);
        String checksum = sha256(sql);
        Object before = applied.get(version);
        if (before != null) {
            if (!before.equals(checksum)) {
                throw MevException.fatal(
                        "migration " + file + " was applied with another text: the database belongs to another version"
                                + " of the software; use a new database, or migrate this one by hand",
                        null);
            }
            return false;
        }
        database.execute(sql, Map.of());
        database.execute(
                "INSERT INTO schema_migrations (version, name, checksum)"
                        + " SELECT {version:UInt32}, {name:String}, {checksum:String}",
                Map.of(
                        "version",
                        Integer.toString(version),
                        "name",
                        file.substring(NUMBER_LENGTH + 1),
                        "checksum",
                        checksum));
        return true;
    }

    private static String text(String file) {
        try (InputStream in =
                Objects.requireNonNull(Migrations.class.getResourceAsStream("migrations/" + file + ".sql"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
