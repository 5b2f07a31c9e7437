package dev.mevsdk.jobs.internal.worker;

import dev.mevsdk.core.MevException;
import dev.mevsdk.jobs.JobStatus;
import dev.mevsdk.jobs.internal.LeaseStore;
import dev.mevsdk.jobs.internal.LeaseStore.Lease;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes folders that dead runs left behind: those whose job has a newer token or has ended, once that was so for the
 * grace period. A committed run's folder is kept, and so is that of a job nobody knows.
 */
final class StagingSweeper implements AutoCloseable {
    private static final Logger LOG = System.getLogger(StagingSweeper.class.getName());
    private static final String STAGING = ".tmp";
    private static final Pattern NAME = Pattern.compile("(.+)-(\\d{1,18})");

    private final LeaseStore store;
    private final long graceNanos;
    private final Set<Path> roots = ConcurrentHashMap.newKeySet();
    private final Map<Path, Long> orphanSince = new HashMap<>();
    private final ScheduledExecutorService thread;

    StagingSweeper(LeaseStore store, Duration grace) {
        this.store = store;
        this.graceNanos = grace.toNanos();
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread created = new Thread(task, "job-orphans");
            created.setDaemon(true);
            return created;
        });
        long every = Math.max(100, Math.min(grace.toMillis(), 60_000));
        thread.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
    }

    static Path folderOf(Path root, Lease lease) {
        return root.resolve(STAGING).resolve(lease.jobId() + "-" + lease.token());
    }

    void watch(Path root) {
        roots.add(root);
    }

    private void sweep() {
        Set<Path> orphans = new HashSet<>();
        for (Path root : roots) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.resolve(STAGING))) {
                for (Path folder : folders) {
                    if (isOrphan(folder)) {
                        orphans.add(folder);
                    }
                }
            } catch (IOException | DirectoryIteratorException | MevException e) {
                LOG.log(Logger.Level.DEBUG, "orphans not looked for: {0}", e.getMessage());
            }
        }
        orphanSince.keySet().retainAll(orphans);
        orphans.forEach(this::removeAfterGrace);
    }

    private boolean isOrphan(Path folder) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        if (!name.matches()) {
            return false;
        }
        Optional<JobStatus> job;
        try {
            job = store.status(name.group(1));
        } catch (MevException e) {
            if (e.category() == MevException.Category.BAD_INPUT) {
                return false;
            }
            throw e;
        }
        long token = Long.parseLong(name.group(2));
        return job.isPresent() && !job.get().phase().equals("committed") && isOver(job.get(), token);
    }

    private static boolean isOver(JobStatus job, long token) {
        boolean ended = job.phase().equals("published") || job.phase().equals("ended");
        return job.fencingToken() > token || (ended && job.fencingToken() == token);
    }

    private void removeAfterGrace(Path folder) {
        long since = orphanSince.computeIfAbsent(folder, any -> System.nanoTime());
        if (System.nanoTime() - since < graceNanos) {
            return;
        }
        try {
            DurableFolder.delete(folder);
            LOG.log(Logger.Level.INFO, "removed a folder of an earlier run: {0}", folder.getFileName());
        } catch (IOException e) {
            LOG.log(Logger.Level.WARNING, "a folder of an earlier run can''t be removed: {0}", folder.getFileName());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
