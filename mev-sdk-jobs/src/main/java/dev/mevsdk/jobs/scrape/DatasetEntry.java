package dev.mevsdk.jobs.scrape;

/**
 * A finished export.
 *
 * @param manifest JSON: range, bound, and per file its query, rows, bytes, SHA-256 and schema
 */
public record DatasetEntry(String jobId, String manifest) {}
