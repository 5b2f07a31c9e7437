package dev.mevsdk.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** The peer for JSONL: Jackson's streaming generator, row by row, strings as UTF-8 bytes. */
final class JacksonLines {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private JacksonLines() {}

    static void write(List<VectorSchemaRoot> batches, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 18);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
            for (VectorSchemaRoot batch : batches) {
                for (int i = 0; i < batch.getRowCount(); i++) {
                    json.writeStartObject();
                    for (FieldVector vector : batch.getFieldVectors()) {
                        json.writeFieldName(vector.getName());
                        value(json, vector, i);
                    }
                    json.writeEndObject();
                }
            }
        }
    }

    private static void value(JsonGenerator json, FieldVector vector, int row) throws IOException {
        if (vector.isNull(row)) {
            json.writeNull();
        } else if (vector instanceof VarCharVector strings) {
            byte[] text = strings.get(row);
            json.writeUTF8String(text, 0, text.length);
        } else if (vector instanceof Float8Vector doubles) {
            json.writeNumber(doubles.get(row));
        } else if (vector instanceof TimeStampVector times) {
            json.writeString(TIME.format(Instant.ofEpochMilli(times.get(row))));
        } else {
            json.writeNumber(((BaseIntVector) vector).getValueAsLong(row));
        }
    }
}
