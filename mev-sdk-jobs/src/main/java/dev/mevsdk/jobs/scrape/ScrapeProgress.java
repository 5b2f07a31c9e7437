package dev.mevsdk.jobs.scrape;

import dev.mevsdk.jobs.JobContext;

/** Rows written against rows counted, over all files of a job. Told at most once per percent. */
final class ScrapeProgress {
    private static final int STEPS = 100;

    private final JobContext job;
    private final long total;
    private long rows;
    private long toldStep = -1;

    ScrapeProgress(JobContext job, long total) {
        this.job = job;
        this.total = total;
        tell();
    }

    void add(long more) {
        rows += more;
        tell();
    }

    String message() {
        return "rows=" + rows + " of " + total;
    }

    private void tell() {
        double fraction = total == 0 ? 1 : Math.min(1.0, (double) rows / total);
        long step = (long) (fraction * STEPS);
        if (step > toldStep) {
            toldStep = step;
            job.progress(fraction, message());
        }
    }
}
