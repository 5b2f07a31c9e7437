package dev.mevsdk.benchmarks;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.jspecify.annotations.Nullable;

/**
 * The peer: what one writes in Java today, a WriteSupport of one's own that takes the vectors row by row. Parquet's
 * defaults otherwise: its encodings, 1 MiB pages, 128 MiB row groups, zstd level 3 (through the same library).
 */
final class RowWiseParquet {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("message row {"
            + " required int64 dt (TIMESTAMP(MILLIS,true)); required int64 slot (INTEGER(64,false));"
            + " required binary attacker (STRING); required binary dex (STRING);"
            + " required binary tx_signature (STRING); required binary bundle_id (STRING);"
            + " required double net_sol; required int64 net_lamports; required double p_land_est;"
            + " required binary legs_json (STRING); optional int32 label_profitable (INTEGER(8,false));"
            + " required int64 kafka_offset; }");
    private static final int LEVEL = 3;

    private RowWiseParquet() {}

    /** One row: a batch and an index into it. */
    private record Row(VectorSchemaRoot batch, int index) {}

    static void write(List<VectorSchemaRoot> batches, Path file) throws IOException {
        try (ParquetWriter<Row> writer = new Builder(file).build()) {
            for (VectorSchemaRoot batch : batches) {
                for (int i = 0; i < batch.getRowCount(); i++) {
                    writer.write(new Row(batch, i));
                }
            }
        }
    }

    private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
        Builder(Path file) {
            super(new LocalOutputFile(file));
            withConf(new PlainParquetConfiguration());
            withCodecFactory(new ZstdCodec());
            withCompressionCodec(CompressionCodecName.ZSTD);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(Configuration configuration) {
            return new RowSupport();
        }

        @Override
        protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
            return new RowSupport();
        }
    }

    private static final class RowSupport extends WriteSupport<Row> {
        private @Nullable RecordConsumer consumer;

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return new WriteContext(SCHEMA, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer recordConsumer) {
            consumer = recordConsumer;
        }

        @Override
        public void write(Row row) {
            RecordConsumer out = Objects.requireNonNull(consumer);
            out.startMessage();
            List<FieldVector> vectors = row.batch().getFieldVectors();
            for (int c = 0; c < vectors.size(); c++) {
                FieldVector vector = vectors.get(c);
                if (!vector.isNull(row.index())) {
                    String name = SCHEMA.getFieldName(c);
                    out.startField(name, c);
                    add(out, vector, row.index());
                    out.endField(name, c);
                }
            }
            out.endMessage();
        }

        private static void add(RecordConsumer out, FieldVector vector, int row) {
            if (vector instanceof VarCharVector strings) {
                out.addBinary(Binary.fromConstantByteArray(strings.get(row)));
            } else if (vector instanceof BigIntVector longs) {
                out.addLong(longs.get(row));
            } else if (vector instanceof UInt8Vector longs) {
                out.addLong(longs.get(row));
            } else if (vector instanceof TimeStampVector times) {
                out.addLong(times.get(row));
            } else if (vector instanceof Float8Vector doubles) {
                out.addDouble(doubles.get(row));
            } else {
                out.addInteger(((UInt1Vector) vector).get(row));
            }
        }
    }

    /** Zstd without Hadoop's native codec classes. */
    private static final class ZstdCodec implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName name) {
            return new Compressor();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
            throw new UnsupportedOperationException("only written here");
        }

        @Override
        public void release() {}
    }

    private static final class Compressor implements CompressionCodecFactory.BytesInputCompressor {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Zstd.compress(bytes.toByteArray(), LEVEL));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }
}
