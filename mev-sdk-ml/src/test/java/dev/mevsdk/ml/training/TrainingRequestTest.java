package dev.mevsdk.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobQueue;
import dev.mevsdk.jobs.JobQueueConfig;
import dev.mevsdk.ml.features.FeatureSets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingRequestTest {
    private static final String RANGE = "\"range\":{\"start\":\"2026-01-01\",\"end\":\"2026-02-01\"}";

    @Test
    void originalsBodyIsTakenWithItsDefaults() {
        TrainingRequest request = parse("{\"module\":\"mev\"," + RANGE + "}");

        assertThat(request.features()).isEqualTo("default");
        assertThat(request.model()).isEqualTo("xgb");
        assertThat(request.gpu()).isTrue();
        assertThat(request.start()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(request.params()).isEqualTo(TrainingParams.defaults());
        assertThat(request.params().maxDepth()).isEqualTo(8);
        assertThat(request.params().learningRate()).isEqualTo(0.08);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"module":"dex",@}                                        | module must be one of [arbitrage, mev]
                    {@}                                                       | module must be one of
                    {"module":"mev","features":"x",@}                         | features must be one of [default, pretrade]
                    {"module":"mev","model":"cat",@}                          | model must be xgb
                    {"module":"mev","gpu":"yes",@}                            | gpu must be true or false
                    {"module":"mev"}                                          | range.start must be a date
                    {"module":"mev","range":{"start":"2026-01-01","end":"x'; DROP TABLE t"}} | range.end must be a date
                    {"module":"mev","range":{"start":"2026-02-01","end":"2026-02-01"}} | range.start must be before range.end
                    {"module":"mev",@,"params":{"max_depth":99}}              | params.max_depth must be a whole number from 1 to 16
                    {"module":"mev",@,"params":{"learning_rate":-1}}          | params.learning_rate must be a number from 1.0E-4 to 1
                    {"module":"mev",@,"params":{"booster":"dart"}}            | params holds an unknown name; allowed: [activation
                    {"module":"mev",@,"params":[]}                            | params must be an object
                    {"module":"mev",@,"path":"/etc"}                          | unknown field; allowed: [features, gpu
                    [1]                                                       | the body must be a JSON object
                    {"module                                                  | the body must be JSON
                    """)
    void badInputNamesTheFieldAndWhatIsAllowed(String body, String message) {
        assertThatThrownBy(() -> parse(body.replace("@", RANGE)))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(message);
    }

    @Test
    void postTradeColumnsNeedConsentForADecisionBeforeTheTrade() {
        String body = "{\"module\":\"mev\"," + RANGE + ",\"params\":{\"cutoff\":\"pre_trade\"%s}}";

        assertThatThrownBy(() -> parse(body.formatted("")))
                .isInstanceOf(MevException.class)
                .hasMessageContaining("[br_px, inv_al]");
        assertThat(parse(body.formatted(",\"allow_post_trade\":true")).params().allowPostTrade())
                .isTrue();
    }

    @Test
    void serviceEnqueuesACheckedRequestUnderTheOriginalsId() {
        JobQueue queue = JobQueue.inMemory(JobQueueConfig.of("redis://127.0.0.1:6379"));
        TrainingService service = new TrainingService(FeatureSets.standard(), queue);

        TrainingService.StartAnswer answer = service.start("{\"module\":\"arbitrage\"," + RANGE + "}", null);

        assertThat(answer.ok()).isTrue();
        assertThat(answer.jobId()).matches("train-arbitrage-[0-9a-f-]{36}");
        assertThat(queue.status(answer.jobId())).isPresent();
        queue.close();
    }

    private static TrainingRequest parse(String body) {
        return TrainingRequest.fromJson(body, FeatureSets.standard());
    }
}
