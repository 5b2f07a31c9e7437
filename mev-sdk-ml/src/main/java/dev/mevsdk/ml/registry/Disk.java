package dev.mevsdk.ml.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes that survive a crash. */
final class Disk {
    private Disk() {}

    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** False if the target is there already; the folder is then removed. */
    static boolean moveFolder(Path folder, Path parent, String name) throws IOException {
        Path target = parent.resolve(name);
        try {
            syncFolder(folder);
            // rename(2) refuses a target folder that is not empty, and a version's never is
            Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(parent);
            return true;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            deleteFolder(folder);
            return false;
        } catch (IOException e) {
            deleteFolder(folder);
            if (Files.exists(target)) {
                return false;
            }
            throw e;
        }
    }

    /** Sets or replaces a symbolic link in one step. */
    static void link(Path link, Path target) throws IOException {
        Path fresh = link.resolveSibling("." + UUID.randomUUID() + ".link");
        Files.createSymbolicLink(fresh, target);
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
