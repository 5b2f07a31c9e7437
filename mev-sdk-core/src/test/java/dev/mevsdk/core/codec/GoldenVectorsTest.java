package dev.mevsdk.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mevsdk.proto.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Decodes each vector of proto/vectors and encodes it again. With {@code -Dmev.vectors.write=true} it writes them
 * instead, from {@link SampleEvents}: needed only when a vector is added or the schema is extended.
 */
class GoldenVectorsTest {
    private static final Path VECTORS = Path.of("..", "proto", "vectors");

    @TestFactory
    Stream<DynamicTest> eachVectorIsReadAndWrittenToTheSameMeaning() throws IOException {
        Map<String, Batch> samples = SampleEvents.batches();
        if (Boolean.getBoolean("mev.vectors.write")) {
            Files.createDirectories(VECTORS);
            samples.forEach(GoldenVectorsTest::write);
        }
        try (Stream<Path> files = Files.list(VECTORS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".bin"))
                            .map(file -> file.getFileName().toString().replace(".bin", "")))
                    .containsExactlyInAnyOrderElementsOf(samples.keySet());
        }
        return samples.entrySet().stream()
                .map(sample ->
                        DynamicTest.dynamicTest(sample.getKey(), () -> check(sample.getKey(), sample.getValue())));
    }

    private static void check(String name, Batch expected) throws IOException {
        byte[] bytes = Files.readAllBytes(VECTORS.resolve(name + ".bin"));
        Batch decoded = BatchCodec.decode(bytes);
        assertThat(decoded).isEqualTo(expected);
        assertThat(BatchCodec.encode(decoded)).isEqualTo(bytes);

        Batch.Builder fromJson = Batch.newBuilder();
        JsonFormat.parser().merge(Files.readString(VECTORS.resolve(name + ".json")), fromJson);
        assertThat(fromJson.build()).isEqualTo(expected);

        assertThat(EventJson.lines(decoded)).isEqualTo(Files.readAllBytes(VECTORS.resolve(name + ".ndjson")));
    }

    private static void write(String name, Batch batch) {
        try {
            Files.write(VECTORS.resolve(name + ".bin"), BatchCodec.encode(batch));
            String json = JsonFormat.printer().preservingProtoFieldNames().print(batch);
            Files.writeString(VECTORS.resolve(name + ".json"), json + "\n", StandardCharsets.UTF_8);
            Files.write(VECTORS.resolve(name + ".ndjson"), EventJson.lines(batch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
