package dev.mevsdk.jobs.scrape;

import java.io.InputStream;

/**
 * An open file of a finished export. The caller closes the stream.
 *
 * @param mediaType for the answer's header
 */
public record DatasetFile(String name, String mediaType, long bytes, InputStream content) {}
