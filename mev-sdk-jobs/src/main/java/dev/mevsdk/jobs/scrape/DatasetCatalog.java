package dev.mevsdk.jobs.scrape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.internal.Digests;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finished exports as found on disk: folders named for their job, each with a manifest. Links are never followed. */
final class DatasetCatalog {
    private static final Pattern JOB_ID = Pattern.compile("scrape-[A-Za-z0-9-]{1,64}");
    private static final int MAX_DEPTH = 10;
    private static final int MAX_MANIFEST_BYTES = 4 << 20;

    private final Path root;

    DatasetCatalog(Path root) {
        this.root = root;
    }

    /** Newest first. */
    List<DatasetEntry> list() {
        List<Path> folders = new ArrayList<>(folders());
        folders.sort(Comparator.comparing(DatasetCatalog::changed).reversed());
        List<DatasetEntry> entries = new ArrayList<>();
        for (Path folder : folders) {
            manifest(folder)
                    .ifPresent(json ->
                            entries.add(new DatasetEntry(folder.getFileName().toString(), json)));
        }
        return entries;
    }

    /** Opens a file that the export's manifest names, or the manifest itself. */
    Optional<DatasetFile> open(String jobId, String name) {
        if (!JOB_ID.matcher(jobId).matches()) {
            return Optional.empty();
        }
        return folders().stream()
                .filter(folder -> folder.endsWith(jobId))
                .findFirst()
                .flatMap(folder -> manifest(folder)
                        .flatMap(json -> sha256(json, name))
                        .flatMap(hash -> open(folder.resolve(name), hash)));
    }

    /** Empty when the manifest names no such file. */
    private static Optional<String> sha256(String manifest, String name) {
        if (name.equals(DatasetManifest.FILE_NAME)) {
            return Optional.of(Digests.sha256(manifest));
        }
        try {
            for (JsonNode file : new ObjectMapper().readTree(manifest).path("files")) {
                if (file.path("name").asText().equals(name)) {
                    return Optional.of(file.path("sha256").asText());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<DatasetFile> open(Path file, String sha256) {
        String name = String.valueOf(file.getFileName());
        try {
            SeekableByteChannel channel =
                    Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            return Optional.of(new DatasetFile(name, mediaType(name), channel.size(), sha256, channel));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String mediaType(String name) {
        return name.endsWith(".parquet")
                ? "application/vnd.apache.parquet"
                : name.endsWith(".jsonl") ? "application/x-ndjson" : "application/json";
    }

    private static Optional<String> manifest(Path folder) {
        try {
            Path file = folder.resolve(DatasetManifest.FILE_NAME);
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.isRegularFile() && found.size() <= MAX_MANIFEST_BYTES
                    ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long changed(Path folder) {
        try {
            return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return folders;
        }
        try {
            Files.walkFileTree(
                    root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), MAX_DEPTH, new Finder(root, folders));
        } catch (IOException e) {
            throw MevException.retryable(
                    "the datasets folder can't be read: " + e.getClass().getSimpleName(), e);
        }
        return folders;
    }

    /** Collects the jobs' folders; goes neither into them nor into hidden ones. */
    private static final class Finder extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> found;

        Finder(Path root, List<Path> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            if (!folder.equals(root) && JOB_ID.matcher(name).matches()) {
                found.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return folder.equals(root) || !name.startsWith(".")
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
