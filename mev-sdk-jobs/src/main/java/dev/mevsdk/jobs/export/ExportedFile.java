package dev.mevsdk.jobs.export;

import java.nio.file.Path;

/**
 * A finished file, synced to disk.
 *
 * @param rows as written, and as its footer says where the format has one
 * @param sha256 of the whole file, lower-case hex
 */
public record ExportedFile(Path path, long rows, long bytes, String sha256) {}
