package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import java.util.List;
import java.util.UUID;

/** The datasets part of REST, free of any server: checks requests, queues scrapes, lists and opens what is finished. */
public final class DatasetService {
    private final DatasetConfig config;
    private final ScrapeQueue queue;
    private final DatasetCatalog catalog;

    /** Where accepted requests go: `queue.enqueue(JobRequest.withId(jobId, payload))`. */
    @FunctionalInterface
    public interface ScrapeQueue {
        void enqueue(String jobId, String payload);
    }

    public DatasetService(DatasetConfig config, ScrapeQueue queue) {
        this.config = config;
        this.queue = queue;
        this.catalog = new DatasetCatalog(config.root());
    }

    /**
     * Checks the request and queues its job. Blocks for the queue's round trip.
     *
     * @throws MevException BAD_INPUT naming the field and what is allowed; RETRYABLE when the queue is away
     */
    public ScrapeAccepted scrape(ScrapeRequest request) {
        ScrapeRules.check(request, config.root());
        String jobId = "scrape-" + UUID.randomUUID();
        queue.enqueue(jobId, PlanJson.write(request));
        return new ScrapeAccepted(true, jobId);
    }

    /** Finished exports below the root, newest first. Reads their manifests. */
    public List<DatasetEntry> list() {
        return catalog.list();
    }

    /**
     * Opens a file of a finished export.
     *
     * @throws MevException BAD_INPUT if there is no such export, or its manifest names no such file
     */
    public DatasetFile open(String jobId, String name) {
        return catalog.open(jobId, name)
                .orElseThrow(() -> MevException.badInput("no such file in a finished export: see GET /api/datasets"));
    }
}
