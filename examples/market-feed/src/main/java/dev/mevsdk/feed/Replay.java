package dev.mevsdk.feed;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.KafkaConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Publishes recorded data as decisions: a CSV of sandwich pairs to `sandwich-decisions`, of cyclic arbitrages to
 * `arbitrage-decisions`. Which one it is follows from the header.
 */
public final class Replay {
    /** Without a limit. */
    public static final double FULL_SPEED = Double.POSITIVE_INFINITY;

    private final KafkaConnection kafka;

    /** Without TLS; `host:port`, several with commas. */
    public Replay(String kafka) {
        this(KafkaConnection.of(kafka));
    }

    public Replay(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    /**
     * Returns once every row is acknowledged by Kafka.
     *
     * @param perSecond rows a second, or {@link #FULL_SPEED}
     * @return rows published
     * @throws MevException BAD_INPUT when the file can't be read or its header is none of the known ones
     */
    public long publish(Path csv, double perSecond) {
        if (!(perSecond > 0)) {
            throw MevException.badInput("rate must be above 0 rows a second, not " + perSecond);
        }
        CsvSchema schema = CsvSchema.emptySchema().withHeader();
        try (EventPublishing publishing = new EventPublishing(kafka);
                MappingIterator<Map<String, String>> rows = new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(schema)
                        .readValues(csv.toFile())) {
            long count = publish(rows, csv, publishing, perSecond);
            publishing.flush();
            return count;
        } catch (IOException e) {
            throw MevException.badInput("cannot read the CSV file " + csv.getFileName() + ": " + e.getMessage());
        }
    }

    private static long publish(
            MappingIterator<Map<String, String>> rows, Path csv, EventPublishing publishing, double perSecond) {
        long started = System.nanoTime();
        long count = 0;
        Optional<RecordedRows> kind = Optional.empty();
        while (rows.hasNext()) {
            Map<String, String> row = rows.next();
            if (kind.isEmpty()) {
                kind = Optional.of(kindOf(row, csv));
            }
            RecordedRows.Decision decision = kind.get().decision(row);
            publishing.json(decision.topic(), decision.json(), decision.timestampMillis());
            count++;
            pace(started, count, perSecond);
        }
        return count;
    }

    private static RecordedRows kindOf(Map<String, String> row, Path csv) {
        return Stream.of(RecordedRows.values())
                .filter(kind -> row.keySet().containsAll(kind.requiredColumns()))
                .findFirst()
                .orElseThrow(() -> MevException.badInput("unknown CSV header in " + csv.getFileName()
                        + "; it needs the columns of one of: "
                        + Stream.of(RecordedRows.values())
                                .map(kind -> kind.requiredColumns().toString())
                                .collect(Collectors.joining(" or "))));
    }

    /** Waits until the row is due; the schedule is absolute, so that a late row doesn't shift the rest. */
    private static void pace(long started, long count, double perSecond) {
        long due = started + (long) (count / perSecond * 1e9);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }
}
