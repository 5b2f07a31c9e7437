package dev.mevsdk.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JobServiceTest {
    private final JobQueue queue = JobQueue.inMemory(JobQueueConfig.of(JobQueueConfig.DEFAULT_REDIS_URI));
    private final JobService service = new JobService(queue);

    @Test
    void statusOfAnIdThatIsNotThereIsUnknown() {
        Map<String, String> unknown = Map.of("state", "unknown");

        assertThat(service.statusFields("scrape", "scrape-none")).isEqualTo(unknown);
        assertThat(service.statusFields("scrape", "scrape-../../x")).isEqualTo(unknown);
        queue.enqueue(JobRequest.withId("train-mev-1", "{}"));
        assertThat(service.statusFields("scrape", "train-mev-1")).isEqualTo(unknown);
        assertThat(service.statusFields("train", "train-mev-1")).containsEntry("state", "queued");
    }

    @Test
    void listNamesTheAllowedStates() {
        queue.enqueue(JobRequest.withId("scrape-1", "{\"a\":1}"));

        assertThat(service.list(new JobService.ListRequest(null, "queued", null))
                        .jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.request()).isEqualTo("{\"a\":1}"));
        assertThatThrownBy(() -> service.list(new JobService.ListRequest(null, "lost", null)))
                .hasMessage("state: one of queued, running, done, error");
    }

    @Test
    void actionsSayWhyTheyAreRefused() {
        queue.enqueue(JobRequest.withId("scrape-1", "{}"));

        assertThat(service.retry("scrape-1").orElseThrow().ok()).isFalse();
        assertThat(service.cancel("scrape-1").orElseThrow().ok()).isTrue();
        assertThat(service.cancel("scrape-1").orElseThrow().message()).isEqualTo("it had ended before");
        assertThat(service.cancel("scrape-none")).isEmpty();
        assertThat(service.logs("scrape-none", null)).isEmpty();
    }
}
