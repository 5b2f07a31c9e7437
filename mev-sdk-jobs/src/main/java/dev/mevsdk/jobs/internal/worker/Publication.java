package dev.mevsdk.jobs.internal.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mevsdk.jobs.internal.LeaseStore.Commit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Brings a committed folder into its place, whoever wrote it and however often that is tried. */
final class Publication {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Publication() {}

    /** How it went. */
    sealed interface Result {
        /** @param manifest of the folder that is there now */
        record Published(String manifest) implements Result {}

        /** Nothing of it is on this host's file systems. */
        record NotHere() implements Result {}

        /** It can't succeed without a person. */
        record Blocked(String why) implements Result {}
    }

    static Result rollForward(String jobId, Commit commit) {
        Path staged = Path.of(commit.staged());
        Path target = Path.of(commit.target());
        try {
            DurableFolder.publish(staged, target);
            return new Result.Published(commit.manifest());
        } catch (IOException e) {
            return inspect(jobId, commit, staged, target, e);
        }
    }

    /** The rename failed: it was done before, another folder is there, or the file system refuses. */
    private static Result inspect(String jobId, Commit commit, Path staged, Path target, IOException error) {
        try {
            Optional<String> there = DurableFolder.manifestOf(target);
            if (there.isPresent() && (there.get().equals(commit.manifest()) || isOf(jobId, target, there.get()))) {
                return new Result.Published(there.get());
            }
            if (Files.exists(target)) {
                return new Result.Blocked("the result's place is taken by another: move it away, then retry the job");
            }
            if (!Files.exists(staged)) {
                return commit.host().equals(host())
                        ? new Result.Blocked("the committed files are gone")
                        : new Result.NotHere();
            }
        } catch (IOException e) {
            error.addSuppressed(e);
        }
        String kind = error.getClass().getSimpleName();
        return new Result.Blocked("the file system refuses to publish the result (" + kind + "): mend it, then retry");
    }

    /** An earlier run of this job published, and the queue forgot: what is published wins. */
    private static boolean isOf(String jobId, Path target, String manifest) {
        if (jobId.equals(String.valueOf(target.getFileName()))) {
            return true;
        }
        try {
            JsonNode id = JSON.readTree(manifest).path("job_id");
            return jobId.equals(id.asText());
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
