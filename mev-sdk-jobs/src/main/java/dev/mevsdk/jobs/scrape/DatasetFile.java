package dev.mevsdk.jobs.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * An open file of a finished export, which never changes. The caller closes it. One thread.
 *
 * @param mediaType for the answer's header
 * @param sha256 of the whole file as the manifest says, lower-case hex
 */
public record DatasetFile(String name, String mediaType, long bytes, String sha256, SeekableByteChannel channel)
        implements AutoCloseable {
    /**
     * The bytes from an offset to the end. Blocks on disk.
     *
     * @param from 0 up to {@link #bytes}
     */
    public InputStream content(long from) throws IOException {
        return Channels.newInputStream(channel.position(from));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
