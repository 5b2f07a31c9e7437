package dev.mevsdk.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.CodedOutputStream;
import dev.mevsdk.core.MevException;
import dev.mevsdk.proto.Batch;
import dev.mevsdk.proto.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCodecTest {
    private static final long MIB = 1 << 20;

    @Test
    void everyBatchComesBack_plainAndCompressed() {
        try (BatchCodec codec = BatchCodec.create()) {
            SampleEvents.batches().forEach((name, batch) -> {
                assertThat(BatchCodec.decode(BatchCodec.encode(batch))).as(name).isEqualTo(batch);
                byte[] frame = codec.encodeCompressed(batch);
                assertThat(BatchCodec.isCompressed(frame)).isTrue();
                assertThat(Zstd.getFrameContentSize(frame)).as(name).isEqualTo(batch.getSerializedSize());
                assertThat(BatchCodec.decode(frame)).as(name).isEqualTo(batch);
            });
        }
    }

    @Test
    void frameWithoutContentSizeIsRead() throws IOException {
        Batch batch = SampleEvents.batches().get("batch-notice");
        byte[] frame = streamed(batch.toByteArray());

        assertThat(Zstd.getFrameContentSize(frame)).isNegative();
        assertThat(BatchCodec.decode(frame)).isEqualTo(batch);
    }

    @Test
    void gibibyteOfZerosIsRefusedWithAFlatHeap() throws IOException {
        byte[] sized = sizedBomb();
        byte[] unsized = unsizedBomb();
        assertThat(sized.length).isLessThan(50_000);
        System.gc();
        long before = usedHeap();

        assertRefused(sized, "allowed");
        assertRefused(unsized, "allowed");

        assertThat(usedHeap() - before).isLessThan(64 * MIB);
    }

    @Test
    void lyingContentSizeIsRefused() {
        byte[] frame = Zstd.compress(new byte[100_000], 3);
        // A single-segment frame of this size has its 4-byte content size at offset 5.
        assertThat(Zstd.getFrameContentSize(frame)).isEqualTo(100_000);
        byte[] smaller = frame.clone();
        smaller[5] = 16;
        smaller[6] = 0;
        smaller[7] = 0;
        assertRefused(smaller, "zstd");
    }

    @Test
    void floodOfEmptyItemsIsRefused() {
        byte[] flood = new byte[4 << 20];
        for (int i = 0; i < flood.length; i += 2) {
            flood[i] = 0x0A;
        }
        assertRefused(flood, "more items");
    }

    @Test
    void hugeLengthPrefixIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeTag(1, 2);
        out.writeUInt32NoTag(Integer.MAX_VALUE);
        out.flush();
        assertRefused(bytes.toByteArray(), "realtime.Batch");
    }

    @Test
    void deeplyNestedGroupsAreRefused() {
        byte[] groups = new byte[100_000];
        Arrays.fill(groups, (byte) 0x33); // start of group 6
        assertRefused(groups, "realtime.Batch");
    }

    @Test
    void garbageIsBadInputAndNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] valid = SampleEvents.batches().get("batch-notice").toByteArray();
        byte[] compressed = Zstd.compress(valid, 3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = (i % 2 == 0 ? valid : compressed).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            try {
                BatchCodec.decode(cut);
            } catch (MevException e) {
                assertThat(e.category()).as("seed %d", seed).isEqualTo(MevException.Category.BAD_INPUT);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 99})
    void kindFollowsFromThePayload_whereverTheTypeStands(int typeAtTag2) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(1, "something else at tag 1");
        out.writeEnum(2, typeAtTag2);
        out.writeMessage(10, SampleEvents.arbEvent().getArb());
        out.flush();
        Batch old = BatchCodec.decode(Batch.newBuilder()
                .addItems(Envelope.parseFrom(bytes.toByteArray()))
                .build()
                .toByteArray());

        assertThat(EventKind.of(old.getItems(0))).contains(EventKind.ARB);
        assertThat(old.getItems(0).getArb()).isEqualTo(SampleEvents.arbEvent().getArb());
    }

    private static byte[] streamed(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes, 3)) {
            out.write(plain);
            out.flush();
        }
        return bytes.toByteArray();
    }

    private static byte[] unsizedBomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes, 3)) {
            writeGibibyte(out);
        }
        return bytes.toByteArray();
    }

    /** As a hostile peer makes it: the frame declares its gibibyte. */
    private static byte[] sizedBomb() {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        ByteBuffer frame = ByteBuffer.allocateDirect(1 << 20);
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(3);
            context.setPledgedSrcSize(1L << 30);
            for (int i = 1; i <= 1024; i++) {
                EndDirective end = i == 1024 ? EndDirective.END : EndDirective.CONTINUE;
                zeros.clear();
                while (!context.compressDirectByteBufferStream(frame, zeros, end)) {
                    assertThat(frame.hasRemaining()).isTrue();
                }
            }
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static void writeGibibyte(ZstdOutputStream out) throws IOException {
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < 1024; i++) {
            out.write(zeros);
        }
    }

    private static void assertRefused(byte[] frame, String words) {
        assertThatThrownBy(() -> BatchCodec.decode(frame))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageContaining(words);
    }

    private static long usedHeap() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
