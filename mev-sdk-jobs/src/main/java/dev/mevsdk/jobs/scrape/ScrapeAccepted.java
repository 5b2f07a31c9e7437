package dev.mevsdk.jobs.scrape;

/**
 * The answer to a scrape request: `{"ok":true,"job_id":"scrape-..."}`.
 *
 * @param ok always true
 */
public record ScrapeAccepted(boolean ok, String jobId) {}
