package dev.mevsdk.embedded.internal.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The npm package that holds the engine for one platform.
 *
 * @param sha512 of the archive, Base64, as the registry states it
 */
record EnginePackage(String name, String version, String sha512) {
    private static final System.Logger LOG = System.getLogger(EnginePackage.class.getName());
    private static final String VERSION = "26.7.3-stable.1";
    private static final String SHA512_LINUX_X64 =
            "XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==";
    private static final long FETCH_LIMIT_MINUTES = 15;

    static EnginePackage forPlatform(String os, String architecture) {
        if (os.contains("linux") && (architecture.equals("amd64") || architecture.equals("x86_64"))) {
            return new EnginePackage("@chdb/lib-linux-x64-gnu", VERSION, SHA512_LINUX_X64);
        }
        throw new IllegalStateException("the embedded ClickHouse runs on Linux x86_64 with glibc, this is " + os + " "
                + architecture + ": use a ClickHouse server instead (CLICKHOUSE_HOST), or let "
                + EngineLibrary.PROPERTY + " point at a libchdb.so for this platform");
    }

    /** Fetches the package into the folder, verifies it, and unpacks the library from it. */
    void fetch(Path folder, Path library) throws IOException {
        LOG.log(System.Logger.Level.INFO, "fetching the ClickHouse engine {0} {1} (178 MB, once)", name, version);
        Path log = folder.resolve("npm.log");
        runNpm(folder, log);
        Path archive;
        try (Stream<Path> files = Files.list(folder)) {
            archive = files.filter(file -> file.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("npm pack left no archive"));
        }
        String found = sha512Of(archive);
        if (!found.equals(sha512)) {
            throw new IOException("checksum of " + name + "@" + version + " is " + found + ", expected " + sha512
                    + ": the registry or a proxy served something else");
        }
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
            TarEntries.extract(tar, "package/libchdb.so", library);
        }
    }

    private void runNpm(Path folder, Path log) throws IOException {
        Process npm;
        try {
            npm = new ProcessBuilder("npm", "pack", "--silent", "--pack-destination", ".", name + "@" + version)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("the embedded ClickHouse is fetched with npm, which is not on the PATH: install "
                    + "Node.js with npm, or let " + EngineLibrary.PROPERTY + " or " + EngineLibrary.VARIABLE
                    + " point at a libchdb.so");
        }
        try {
            if (!npm.waitFor(FETCH_LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("npm pack took longer than " + FETCH_LIMIT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while fetching " + name, e);
        } finally {
            npm.destroyForcibly();
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm pack " + name + "@" + version + " failed: is the npm registry reachable? "
                    + Files.readString(log, StandardCharsets.UTF_8));
        }
    }

    private static String sha512Of(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
