package dev.mevsdk.embedded;

import dev.mevsdk.embedded.internal.clickhouse.Folders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Marks temporary folders as used by this JVM, with a lock that the kernel releases when it ends, however it ends. So the
 * next JVM finds the folders that a killed one left, together with the watchdogs that should have removed them.
 */
final class FolderOwner {
    static final String PREFIX = "mev-sdk-";
    private static final String LOCK = ".owner";

    /** Never closed by itself: closing any channel on a file ends this process's lock on it. */
    private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

    private FolderOwner() {}

    /** Locked before it has its name, so that no one sees it unlocked. */
    static void claim(Path folder) throws IOException {
        Path unnamed = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        OWN.put(folder, channel);
        Files.move(unnamed, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
    }

    static void release(Path folder) {
        FileChannel channel = OWN.remove(folder);
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The folder is gone anyway.
        }
    }

    /** Ends what still runs from folders without an owner, and removes them. */
    static void sweep(Path parent) {
        for (Path folder : candidates(parent)) {
            if (!OWN.containsKey(folder) && isOwnerless(folder)) {
                endServersOf(folder);
                Folders.delete(folder);
            }
        }
    }

    private static List<Path> candidates(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
                    .filter(folder -> Files.isRegularFile(folder.resolve(LOCK)))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isOwnerless(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            // Another user's, or just removed.
            return false;
        }
    }

    /** A server whose program lies in the folder; those in a JVM end with their pipe. */
    private static void endServersOf(Path folder) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(folder))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }
}
