package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mevsdk.core.auth.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** `mev watch` as a process of its own: what it shows, where it stands, how it ends. */
class WatchIT extends MevOnAFleet {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static long slot = 1_000;

    @BeforeAll
    static void start() throws Exception {
        mev = mev.as(TestFleet.token(Role.VIEWER));
    }

    /** Starts to watch, and decides once it does: what a watcher is told at its start comes in any case. */
    private static Mevs.Running watching(String... arguments) throws Exception {
        Mevs.Running watch = mev.start(arguments);
        await().atMost(LIMIT).until(() -> watch.outText().contains("WELCOME"));
        return watch;
    }

    private static List<String> ids(String out) {
        return out.lines()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8))
                        .path("id")
                        .asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    private static List<Long> slots(String out) {
        return out.lines()
                .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8)))
                .filter(line -> line.has("id"))
                .map(line -> line.path("data").path("slot").asLong())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"proto", "json"})
    void aCursorFileCarriesOnWithoutARepeatOrAHole(String transport) throws Exception {
        Path cursor = folder.resolve("cursor-" + transport);
        String[] watch = {
            "watch", "--json", "--types", "arb", "--transport", transport, "--cursor-file", cursor.toString(), "--count"
        };
        String[] first = java.util.Arrays.copyOf(watch, watch.length + 1);
        first[watch.length] = "4";
        Mevs.Running running = watching(first);
        long from = slot;
        slot += 10;
        fleet.decide(from, 10);
        Mevs.Run begun = running.end();
        assertThat(begun.exit()).as(begun.err()).isZero();

        first[watch.length] = "6";
        Mevs.Run rest = mev.run(first);
        assertThat(rest.exit()).as(rest.err()).isZero();
        assertThat(slots(begun.out() + rest.out()))
                .isEqualTo(java.util.stream.LongStream.range(from, from + 10)
                        .boxed()
                        .toList());
        assertThat(ids(begun.out() + rest.out())).doesNotHaveDuplicates().allMatch(id -> id.matches("[^:]+:[0-9]+"));
        assertThat(Files.readAllLines(cursor).get(0)).isEqualTo(ids(rest.out()).get(5));
    }

    @Test
    void aPersonSeesTheIdFirst() throws Exception {
        Mevs.Running running = mev.start("watch", "--types", "arb", "--count", "1", "--since", "nowhere:1");
        await().atMost(LIMIT).until(() -> running.errText().contains("gap:"));
        fleet.decide(slot++, 1);
        Mevs.Run run = running.end();
        assertThat(run.out()).matches("(?s)[0-9a-f]+:[0-9]+ .*arb_opportunity +slot=.* net=0\\.100000 SOL.*\\n");
        // The position was of no life of this server: nobody knows what was missed.
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.GAP.code());
    }

    @Test
    void aGapEndsAtOnceWhereThatIsWanted() throws Exception {
        Mevs.Run run = mev.run("watch", "--since", "nowhere:1", "--fail-on-gap", "--transport", "json");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.GAP.code());
        assertThat(run.err()).contains("gap: nobody knows what came since nowhere:1");
    }

    @Test
    void timeEndsItWithoutAnEvent() throws Exception {
        Mevs.Run run = mev.run("watch", "--types", "training", "--for", "200ms");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void ctrlCKeepsThePositionAndSaysHowToGoOn() throws Exception {
        Path cursor = folder.resolve("cursor-interrupted");
        Mevs.Running watch = watching("watch", "--json", "--types", "arb", "--cursor-file", cursor.toString());
        fleet.decide(slot++, 1);
        await().atMost(LIMIT).until(() -> ids(watch.outText()).size() == 1);
        watch.interrupt();
        Mevs.Run run = watch.end();
        assertThat(run.exit()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(run.err()).contains("Go on from here: mev watch --since ").doesNotContain("Exception");
        assertThat(Files.readString(cursor)).contains(":");
    }

    @Test
    void aLostConnectionIsTakenUpAgainWithoutAHole() throws Exception {
        // The handshake and some events pass, then the connection breaks.
        try (CuttingProxy proxy = new CuttingProxy(fleet.port(), 1_500, 1)) {
            Mevs.Running watch = watching(
                    "--server",
                    "http://127.0.0.1:" + proxy.port(),
                    "watch",
                    "--json",
                    "--types",
                    "arb",
                    "--transport",
                    "json",
                    "--count",
                    "20");
            long from = slot;
            slot += 20;
            for (int i = 0; i < 20; i++) {
                fleet.decide(from + i, 1);
            }
            Mevs.Run run = watch.end();
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(proxy.cutsLeft()).isZero();
            assertThat(run.err()).contains("reconnecting");
            assertThat(slots(run.out()))
                    .isEqualTo(java.util.stream.LongStream.range(from, from + 20)
                            .boxed()
                            .toList());
        }
    }
}
