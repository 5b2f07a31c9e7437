package dev.mevsdk.ml.training.internal;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The native library that xgboost4j ships, opened a second time for the C functions that xgboost4j doesn't bind. */
public final class XgBoost {
    private static final int RTLD_LAZY_LOCAL = 1;

    private XgBoost() {}

    private static final class Holder {
        static final XgBoostLibrary LIBRARY = open();
    }

    static XgBoostLibrary library() {
        try {
            return Holder.LIBRARY;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw MevException.fatal(
                    "XGBoost's native library does not load: it needs glibc and libgomp (Debian: apt-get install"
                            + " libgomp1), and xgboost4j_2.12 and jna on the classpath",
                    e);
        }
    }

    /** Loads the library, or throws a {@link MevException} that names what is missing. */
    public static void load() {
        library();
    }

    static void check(int answer) {
        if (answer != 0) {
            throw MevException.fatal("XGBoost: " + firstLine(library().XGBGetLastError()), null);
        }
    }

    /** For instance `3.0.4`. */
    public static String version() {
        IntByReference major = new IntByReference();
        IntByReference minor = new IntByReference();
        IntByReference patch = new IntByReference();
        library().XGBoostVersion(major, minor, patch);
        return major.getValue() + "." + minor.getValue() + "." + patch.getValue();
    }

    /** Whether the build can use a GPU and the machine shows one. */
    public static boolean gpuUsable() {
        PointerByReference json = new PointerByReference();
        check(library().XGBuildInfo(json));
        boolean built = json.getValue().getString(0).replace(" ", "").contains("\"USE_CUDA\":true");
        return built && Files.exists(Path.of("/dev/nvidiactl"));
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("unknown error");
        // Native messages start with "[time] /source/file.cc:123: "; only the statement is of use.
        return line.replaceFirst("^\\[[^]]*]\\s*\\S+:\\d+:\\s*", "");
    }

    private static XgBoostLibrary open() {
        try {
            Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI", true, XgBoost.class.getClassLoader());
            Path file = Platform.isLinux() ? loadedFile() : extracted();
            return Native.load(
                    file.toString(), XgBoostLibrary.class, Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY_LOCAL));
        } catch (ClassNotFoundException | IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * The very file xgboost4j has loaded: a second copy in the process would share some of the first one's symbols on
     * Linux (GNU unique ones), which neither expects.
     */
    private static Path loadedFile() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains("libxgboost4j"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst()
                    .orElseThrow(() -> new IOException("libxgboost4j is not mapped"));
        }
    }

    private static Path extracted() throws IOException {
        String system = Platform.isMac() ? "macos" : "windows";
        String machine = Platform.isARM() ? "aarch64" : "x86_64";
        String resource = "/lib/" + system + "/" + machine + "/" + System.mapLibraryName("xgboost4j");
        return Native.extractFromResourcePath(resource, XgBoost.class.getClassLoader())
                .toPath();
    }
}
