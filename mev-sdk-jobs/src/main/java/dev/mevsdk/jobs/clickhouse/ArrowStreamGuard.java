package dev.mevsdk.jobs.clickhouse;

import dev.mevsdk.core.MevException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Watches an Arrow IPC stream on its way to the reader, which by itself takes a stream cut between two batches for a
 * complete one, and error text for a length. Each message must begin with the continuation marker and a plausible
 * length, its buffers must lie within its body, and the stream must end with the end-of-stream marker and nothing after.
 *
 * @see <a href="https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format">the format</a>
 */
final class ArrowStreamGuard extends FilterInputStream {
    private static final int CONTINUATION = 0xFFFFFFFF;
    private static final int PREFIX = 8;
    private static final int MAX_METADATA = 16 << 20;
    private static final int MAX_ERROR_TEXT = 16 << 10;
    private static final Pattern EXCEPTION = Pattern.compile("Code: (\\d+)\\. DB::Exception: .*", Pattern.DOTALL);

    private final long maxBody;
    private final ServerErrors errors;
    /** Prefix and metadata of the current message, checked and not yet handed on. */
    private ByteBuffer checked = ByteBuffer.allocate(0);

    private long bodyLeft;
    private long rows;
    private boolean ended;

    ArrowStreamGuard(InputStream in, long maxBody, ServerErrors errors) {
        super(in);
        this.maxBody = maxBody;
        this.errors = errors;
    }

    /** Rows that the batches so far declare. */
    long rows() {
        return rows;
    }

    /** Throws unless the stream came to its proper end. */
    void requireEnd() throws IOException {
        if (!ended) {
            throw truncated();
        }
        byte[] more = in.readNBytes(MAX_ERROR_TEXT);
        if (more.length > 0) {
            throw notArrow(more, more.length);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!checked.hasRemaining() && bodyLeft == 0 && !ended) {
            nextMessage();
        }
        if (checked.hasRemaining()) {
            int part = Math.min(length, checked.remaining());
            checked.get(target, offset, part);
            return part;
        }
        if (bodyLeft == 0) {
            return -1;
        }
        int part = in.read(target, offset, (int) Math.min(length, bodyLeft));
        if (part < 0) {
            throw truncated();
        }
        bodyLeft -= part;
        return part;
    }

    @Override
    public int available() {
        return checked.remaining();
    }

    /** Leaves the answer open: closing it would read all that is still to come. */
    @Override
    public void close() {}

    @Override
    public boolean markSupported() {
        return false;
    }

    private void nextMessage() throws IOException {
        byte[] prefix = new byte[PREFIX];
        int got = in.readNBytes(prefix, 0, PREFIX);
        ByteBuffer lengths = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);
        if (got == 0) {
            throw truncated();
        }
        if (got < PREFIX || lengths.getInt(0) != CONTINUATION) {
            throw notArrow(prefix, got);
        }
        int metadataLength = lengths.getInt(4);
        if (metadataLength == 0) {
            ended = true;
            checked = lengths;
            return;
        }
        if (metadataLength < 0 || metadataLength > MAX_METADATA || metadataLength % PREFIX != 0) {
            throw MevException.retryable("the Arrow stream declares " + metadataLength + " bytes of metadata", null);
        }
        byte[] message = new byte[PREFIX + metadataLength];
        System.arraycopy(prefix, 0, message, 0, PREFIX);
        if (in.readNBytes(message, PREFIX, metadataLength) < metadataLength) {
            throw truncated();
        }
        check(ByteBuffer.wrap(message, PREFIX, metadataLength).slice().order(ByteOrder.LITTLE_ENDIAN));
        checked = ByteBuffer.wrap(message);
    }

    private void check(ByteBuffer metadata) {
        try {
            Message message = Message.getRootAsMessage(metadata);
            bodyLeft = message.bodyLength();
            if (bodyLeft < 0 || bodyLeft > maxBody) {
                throw MevException.retryable("the Arrow stream declares a body of " + bodyLeft + " bytes", null);
            }
            if (message.headerType() == MessageHeader.RecordBatch) {
                RecordBatch batch = (RecordBatch) message.header(new RecordBatch());
                if (batch == null || batch.length() < 0) {
                    throw MevException.retryable("the Arrow stream holds a batch without a length", null);
                }
                checkBuffers(batch);
                rows += batch.length();
            }
        } catch (IndexOutOfBoundsException e) {
            throw MevException.retryable("the Arrow stream holds metadata that points outside itself", e);
        }
    }

    private void checkBuffers(RecordBatch batch) {
        for (int i = 0; i < batch.buffersLength(); i++) {
            long offset = batch.buffers(i).offset();
            long length = batch.buffers(i).length();
            if (offset < 0 || length < 0 || offset > bodyLeft - length) {
                throw MevException.retryable("the Arrow stream holds a buffer outside its batch", null);
            }
        }
    }

    private MevException notArrow(byte[] start, int length) throws IOException {
        byte[] rest = in.readNBytes(MAX_ERROR_TEXT);
        String text = new String(start, 0, length, StandardCharsets.UTF_8) + new String(rest, StandardCharsets.UTF_8);
        Matcher matcher = EXCEPTION.matcher(text);
        if (matcher.find()) {
            return errors.ofCode(
                    Integer.parseInt(matcher.group(1)), matcher.group().strip(), null);
        }
        return MevException.retryable("the Arrow stream holds something that is not Arrow", null);
    }

    private static IOException truncated() {
        return new EOFException("the Arrow stream ends before its end marker");
    }
}
