package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mevsdk.core.auth.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command as scripts and people run it: a process of its own against a real server and its agents. */
class CommandsIT extends MevOnAFleet {
    private static final String[] SCRAPE = {"scrape", "--start", "2020-01-01", "--end", "2030-01-01", "--types", "arb"};

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @BeforeAll
    static void start() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> mev.run("control").out(), text -> text.contains("mev-1"));
    }

    @Test
    void aSlipOfTheHandIsAnsweredWithWhatWasMeant() throws Exception {
        assertExit(mev.run("contrl"), ExitCode.USAGE, "Did you mean control?");
        assertExit(mev.run("jobs", "lits"), ExitCode.USAGE, "Did you mean list?");
        assertExit(mev.run("jobs", "list", "--limt", "3"), ExitCode.USAGE, "Did you mean --limit?");
        assertExit(mev.run("control", "kill", "arbitage", "--yes"), ExitCode.USAGE, "Did you mean arbitrage?");
        assertExit(mev.run("watch", "--types", "arbb"), ExitCode.USAGE, "Did you mean arb?");
        assertExit(mev.run("logs", "-f", "-n", "0", "train-x"), ExitCode.USAGE, "--lines: 1 to 1000");
    }

    @Test
    void whoIsNotAllowedIsToldWhy() throws Exception {
        assertExit(mev.as("").run("jobs"), ExitCode.NOT_ALLOWED, "token");
        assertExit(
                mev.as(TestFleet.token(Role.VIEWER)).run("control", "stop", "mev"), ExitCode.NOT_ALLOWED, "role admin");
        String expired = TestFleet.expiredToken();
        assertExit(mev.as(expired).run("jobs"), ExitCode.NOT_ALLOWED, "mev token");
        assertExit(mev.as(expired).run("token"), ExitCode.NOT_ALLOWED, "expired");
        assertExit(mev.as(expired).run("watch"), ExitCode.NOT_ALLOWED, "expired");
    }

    @Test
    void theTokenItselfIsNeverShown() throws Exception {
        String token = TestFleet.token(Role.ADMIN);
        Mevs.Run run = mev.as(token).run("token");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("tester", "admin").doesNotContain(token, token.split("\\.")[1]);
        Mevs.Run option = mev.as("").run("--token", token, "jobs");
        assertExit(option, ExitCode.OK, "--token can be seen");
        assertThat(option.err()).doesNotContain(token);
    }

    @Test
    void aServerThatIsNotThereHasItsOwnCode() throws Exception {
        assertExit(mev.run("--server", "http://127.0.0.1:1", "jobs"), ExitCode.UNREACHABLE, "nobody listens");
        assertExit(mev.run("--server", "http://127.0.0.1:1", "watch"), ExitCode.UNREACHABLE, "nobody listens");
        assertExit(mev.run("--server", "ftp://x", "jobs"), ExitCode.USAGE, "--server");
        Mevs.Run json = mev.run("--server", "http://127.0.0.1:1", "--json", "jobs");
        assertThat(documents(json.err()).get(0).path("exit").asInt()).isEqualTo(3);
    }

    @Test
    void aCommandWaitsForTheAgentsAndShowsTheirAnswers() throws Exception {
        Mevs.Run run = mev.run("control", "throttle", "arbitrage", "30", "--json");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode answer = documents(run.out()).get(1);
        assertThat(answer.path("agent_id").asText()).isEqualTo("arb-1");
        assertThat(answer.path("status").asText()).isEqualTo("APPLIED");
        assertThat(answer.path("latency_micros").isIntegralNumber()).isTrue();
        assertThat(mev.run("control", "status", "arbitrage").out()).contains("throttle 30 %", "APPLIED");
    }

    @Test
    void aStartThatLeavesTheAgentHaltedHasNotStartedIt() throws Exception {
        Files.createFile(fleet.killFile());
        await().atMost(LIMIT)
                .until(() -> mev.run("control", "status", "arbitrage").out(), text -> text.contains("KILL_FILE"));
        assertThat(mev.run("control", "status", "arbitrage").out())
                .containsPattern("\n  arb-1 .*KILL_FILE.*\n    halted by itself: \\[KILL_FILE\\]\n");
        Mevs.Run start = mev.run("control", "start", "arbitrage", "--agent", "arb-1");
        assertThat(start.exit()).as(start.out()).isEqualTo(ExitCode.FAILED.code());
        assertThat(start.out()).contains("applied, but still halted: KILL_FILE (remove the file)");
        Files.delete(fleet.killFile());
        await().atMost(LIMIT)
                .until(() -> mev.run("control", "start", "arbitrage", "--agent", "arb-1")
                                .exit()
                        == 0);
    }

    @Test
    void aCommandToAllReachesEveryModule_andWaitsForEachAgent() throws Exception {
        Mevs.Run stop = mev.run("control", "stop", "all");
        assertExit(stop, ExitCode.OK, "stop of mev is in the log");
        assertThat(stop.out())
                .containsPattern("arbitrage +arb-1 +applied stop")
                .containsPattern("mev +mev-1 +applied stop");
        assertThat(mev.run("control", "status", "all").out()).contains("arbitrage  STOPPED", "mev  STOPPED");
        assertExit(mev.run("control", "start", "all", "--expected-version", "1"), ExitCode.USAGE, "name one module");
        List<JsonNode> restarted =
                documents(mev.run("control", "restart", "all", "--json").out());
        assertThat(restarted)
                .filteredOn(answer -> answer.path("status").asText().equals("APPLIED"))
                .extracting(answer -> answer.path("agent_id").asText())
                .containsExactly("arb-1", "mev-1");
        assertThat(restarted.get(0).path("request_ids").size()).isEqualTo(2);
        assertThat(mev.run("control").out()).contains("arbitrage  RUNNING", "mev  RUNNING");
    }

    @Test
    void helpShowsAnExampleAndNoEmptyList() throws Exception {
        assertThat(mev.run("--help").out()).contains("Exit codes:", "130");
        assertThat(mev.run("scrape", "--help").out())
                .contains("Example:\n  mev scrape --start")
                .doesNotContain("Exit codes:");
    }

    @Test
    void aPolicyThatSomebodyElseChangedIsAConflict() throws Exception {
        assertExit(
                mev.run("control", "policy", "mev", "--ev-min", "0.01", "--expected-version", "9999"),
                ExitCode.CONFLICT,
                "expected_version");
        assertExit(mev.run("control", "policy", "mev", "--ev-min", "-1"), ExitCode.USAGE, "ev_min");
        assertExit(mev.run("control", "policy", "mev"), ExitCode.USAGE, "name what to change: --throttle-pct");
    }

    @Test
    void aKeyThatWasUsedForAnotherCommandIsNoRace() throws Exception {
        assertExit(mev.run("control", "throttle", "mev", "7", "--idempotency-key", "k-1"), ExitCode.OK, "in the log");
        assertExit(
                mev.run("control", "throttle", "mev", "8", "--idempotency-key", "k-1"),
                ExitCode.FAILED,
                "was used for another command");
    }

    @Test
    void aKillAsksAPersonAndElsewhereNeedsAYes() throws Exception {
        assertExit(mev.run("control", "kill", "mev"), ExitCode.USAGE, "--yes");
        Mevs.Run other = mev.onTerminal("yes\n", "control", "kill", "mev");
        assertThat(other.exit()).isEqualTo(ExitCode.FAILED.code());
        assertThat(other.out()).contains("Type mev to go on", "nothing was sent");
        assertThat(mev.run("control", "status", "mev").out()).contains("RUNNING");

        Mevs.Run typed = mev.onTerminal("mev\n", "control", "kill", "mev");
        assertThat(typed.exit()).as(typed.out()).isZero();
        assertThat(typed.out()).contains("mev-1", "applied kill after");
        assertThat(mev.run("control", "status", "mev").out()).contains("KILLED");
        assertThat(mev.run("control", "start", "mev").exit()).isZero();
    }

    @Test
    void aScrapeIsFollowedToItsProvenFiles() throws Exception {
        Path target = folder.resolve("fetched");
        Mevs.Run run = mev.run(with(SCRAPE, "--format", "jsonl", "--download", target.toString()));
        assertExit(run, ExitCode.OK, "scrape 100 %");
        assertThat(run.err()).doesNotContain("\r");
        String row = run.out().lines().skip(1).findFirst().orElseThrow();
        Path file = Path.of(row.split("  ")[0]);
        assertThat(row).contains(Sha256.of(file).hex());

        Mevs.Run shown = mev.onTerminal("", SCRAPE);
        assertThat(shown.exit()).as(shown.out()).isZero();
        assertThat(shown.out()).contains("\rscrape 100%");
    }

    @Test
    void aJobThatFailsFailsTheCommand() throws Exception {
        Mevs.Run run = mev.run("train", "mev", "--start", "1999-01-01", "--end", "1999-01-02", "--json");
        assertExit(run, ExitCode.FAILED, "ended in an error");
        List<JsonNode> told = documents(run.out());
        String job = told.get(0).path("job_id").asText();
        assertThat(told.get(told.size() - 1).path("state").asText()).isEqualTo("error");

        assertExit(mev.run("logs", "-f", job), ExitCode.FAILED, "ended in an error");
        assertExit(mev.run("jobs", "show", job + "x"), ExitCode.FAILED, "Did you mean " + job);
        assertExit(mev.run("jobs", "cancel", job), ExitCode.FAILED, "state forbids it");
    }

    @Test
    void aShellCompletesIt() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"), mev.run("generate-completion").out());
        Process bash = new ProcessBuilder("bash", "-c", ". " + script + " && complete -p mev")
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("complete");
        assertThat(Files.readString(script)).contains("arbitrage", "--expected-version");
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
