package dev.mevsdk.jobs.scrape;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The end of an export: the requested one, or the watermark where that comes first; the same in every attempt. */
final class FrozenBound {
    private FrozenBound() {}

    static Instant of(JobContext job, ScrapePlan plan, IngestWatermark watermark) {
        Optional<byte[]> kept = job.lastCheckpoint();
        if (kept.isPresent()) {
            return parse(new String(kept.get(), StandardCharsets.UTF_8));
        }
        Instant bound = plan.end();
        for (DatasetType type : plan.types()) {
            Instant complete = watermark.completeBefore(type.table());
            bound = complete.isBefore(bound) ? complete : bound;
        }
        bound = bound.isBefore(plan.start()) ? plan.start() : bound;
        Instant millis = Instant.ofEpochMilli(bound.toEpochMilli());
        if (millis.isBefore(plan.end())) {
            job.log("ends at " + millis + ": ingest is complete only up to there");
        }
        job.checkpoint(millis.toString().getBytes(StandardCharsets.UTF_8));
        return millis;
    }

    private static Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw MevException.fatal("the job's checkpoint holds no time", e);
        }
    }
}
