package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From labelled decisions to the model that agents use and back, by the command alone. */
class ModelsIT extends MevOnAFleet {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 300;

    @BeforeAll
    static void start() throws Exception {
        fleet.teach(Instant.parse("2021-01-01T00:00:00Z"), ROWS);
    }

    private static String[] train(String day, String... more) {
        String[] rounds = {
            "train", "arbitrage", "--start", day, "--end", day + "T12:00:00Z", "-p", "max_depth=2", "-p", "nthread=1"
        };
        String[] all = java.util.Arrays.copyOf(rounds, rounds.length + more.length);
        System.arraycopy(more, 0, all, rounds.length, more.length);
        return all;
    }

    /** Of the model that a training ended in. */
    private static String version(String out) {
        Matcher version = Pattern.compile("model arbitrage/([^:]+):").matcher(out);
        assertThat(version.find()).as(out).isTrue();
        return version.group(1);
    }

    @Test
    void aModelIsTrained_takesOver_andIsRolledBack() throws Exception {
        Mevs.Run first = mev.run(train("2021-01-01", "-p", "n_estimators=3"));
        assertExit(first, ExitCode.OK, "model arbitrage/");
        assertThat(first.err()).contains("train 100 %");
        String one = version(first.out());
        assertThat(first.err()).contains("mev models report arbitrage " + one + " shows");
        // The first model of a development server takes over by itself.
        assertThat(mev.run("models").out()).containsPattern("arbitrage +" + one + " +active +20");

        Mevs.Run second = mev.run(train("2021-01-01", "-p", "n_estimators=4", "--json"));
        assertExit(second, ExitCode.OK, "\"state\":\"done\"");
        String two = version(second.out());
        assertExit(mev.run("models", "activate", "arbitrage", two + "x"), ExitCode.FAILED, "Did you mean " + two);
        assertExit(
                mev.run("models", "activate", "arbitrage", two, "--expected-generation", "0"),
                ExitCode.CONFLICT,
                "Somebody else changed");
        assertExit(
                mev.run("models", "activate", "arbitrage", two),
                ExitCode.OK,
                "arbitrage uses " + two + ", generation 2");
        assertExit(mev.run("models", "rollback", "arbitrage"), ExitCode.OK, "arbitrage uses " + one + ", generation 3");
        assertExit(mev.run("models", "rollback", "arbitrage"), ExitCode.FAILED, "no other version of arbitrage");

        Path html = folder.resolve("report.html");
        Mevs.Run report = mev.run("models", "report", "arbitrage", "--html", html.toString());
        assertExit(report, ExitCode.OK, "stored " + html);
        assertThat(report.out()).contains(one, "auc", "rows.test").doesNotContain(two);
        assertThat(html).content().startsWithIgnoringCase("<!doctype html>");
    }

    @Test
    void aJobThatFailedForWantOfDataIsRetriedWithThem_andItsLogIsThereAfterwards() throws Exception {
        String[] train = train("2021-03-01", "-p", "n_estimators=2", "-p", "activation=manual", "--detach");
        String job = mev.run(train).out().strip();
        assertExit(mev.run("logs", "-f", job), ExitCode.FAILED, "holds no labelled row");
        fleet.teach(Instant.parse("2021-03-01T00:00:00Z"), ROWS);
        assertExit(mev.run("jobs", "retry", "-f", job), ExitCode.OK, "queued");
        Mevs.Run log = mev.run("logs", job);
        assertExit(log, ExitCode.OK, "round=1 train=");
        assertThat(log.out()).contains("round=2 train=").doesNotContain("round=3 ");
        assertThat(documents(mev.run("logs", job, "-n", "1", "--json").out()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("job_id").asText()).isEqualTo(job);
                    assertThat(line.path("line").asText()).isNotEmpty();
                });
        assertExit(mev.run("jobs", "retry", job), ExitCode.FAILED, "state forbids it");
    }

    @Test
    void theLogOfARunningJobIsFollowed_untilSomebodyEndsIt() throws Exception {
        String[] train = train(
                "2021-01-01",
                "-p",
                "n_estimators=10000",
                "-p",
                "early_stopping_rounds=0",
                "-p",
                "activation=manual",
                "-p",
                "max_depth=12",
                "--detach");
        String job = mev.run(train).out().strip();
        Mevs.Running following = mev.start("logs", "-f", job);
        Mevs.Running left = mev.start("logs", "-f", job);
        await().atMost(LIMIT)
                .until(() -> rounds(following).size() > 1 && !rounds(left).isEmpty());
        assertThat(mev.run("jobs", "list", "--queue", "train", "--state", "running")
                        .out())
                .contains(job);
        left.interrupt();
        Mevs.Run interrupted = left.end();
        assertExit(interrupted, ExitCode.INTERRUPTED, "The job goes on");

        assertExit(mev.run("jobs", "cancel", job), ExitCode.OK, "its worker will stop it");
        Mevs.Run followed = following.end();
        assertExit(followed, ExitCode.FAILED, "ended in an error: cancelled");
        assertThat(rounds(following)).doesNotHaveDuplicates();
    }

    private static List<String> rounds(Mevs.Running logs) {
        return logs.outText().lines().filter(line -> line.contains("round=")).toList();
    }

    @Test
    void aCuratedQueryIsFoundAndRun_andAnythingElseIsRefused() throws Exception {
        assertExit(mev.run("query"), ExitCode.OK, "bundle_history");
        assertThat(documents(mev.run("query", "list", "--json").out()))
                .extracting(query -> query.path("name").asText())
                .contains("data_range", "decisions_recent");
        Mevs.Run range = mev.run("query", "run", "data_range");
        assertThat(range.out()).startsWith("table ").containsPattern("arbitrage +20.* +[0-9]+\n");
        Mevs.Run cut = mev.run(
                "query",
                "run",
                "decisions_recent",
                "--limit",
                "2",
                "-p",
                "module=arbitrage",
                "-p",
                "since=2021-01-01",
                "-p",
                "until=2021-01-02");
        assertExit(cut, ExitCode.OK, "there are more rows");
        assertThat(cut.out().lines()).hasSize(3);
        assertExit(mev.run("query", "run", "data_rnge"), ExitCode.USAGE, "Did you mean data_range?");
        assertExit(mev.run("query", "run", "data_range", "-p", "x=1"), ExitCode.USAGE, "has no such parameter");
    }
}
