package dev.mevsdk.jobs.scrape;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import java.nio.file.Path;

/** The request as the job's payload: JSON of its own fields, checked again when it is read back. */
final class PlanJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanJson() {}

    static String write(ScrapeRequest request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw MevException.fatal("the request can't be written as JSON", e);
        }
    }

    static ScrapePlan read(String payload, Path root) {
        try {
            return ScrapeRules.check(JSON.readValue(payload, ScrapeRequest.class), root);
        } catch (JsonProcessingException e) {
            throw MevException.badInput("payload: not the JSON of a scrape request");
        }
    }
}
