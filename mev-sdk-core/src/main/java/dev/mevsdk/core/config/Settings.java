package dev.mevsdk.core.config;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.auth.TokenRules;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings by name: the environment, over mounted credentials, over a `.env` file, over the caller's default. An empty value counts as absent.
 * Immutable. A value that does not fit is a BAD_INPUT error naming the variable and what is allowed, never the value
 * (it may be a secret).
 */
public final class Settings {
    public static final String DEFAULT_KAFKA = "localhost:9092";
    public static final String DEFAULT_REDIS = "redis://localhost:6379/0";
    public static final String DEFAULT_CLICKHOUSE_HOST = "localhost";
    public static final String DEFAULT_CLICKHOUSE_DB = "default";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?");

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * The process's environment, over the credentials that systemd or a container engine mounted, over the `.env` file in
     * that folder. Credentials are the files of the folder `CREDENTIALS_DIRECTORY` that are named as a variable, such as
     * `SECRET`: what they hold shows in no environment of a process. Reads the files: blocks.
     */
    public static Settings load(Path folder) {
        return load(System.getenv(), folder);
    }

    static Settings load(Map<String, String> environment, Path folder) {
        Map<String, String> values = new HashMap<>(EnvFile.parse(read(folder.resolve(".env"))));
        String credentials = environment.get("CREDENTIALS_DIRECTORY");
        if (credentials != null && !credentials.isBlank()) {
            values.putAll(Credentials.in(Path.of(credentials)));
        }
        return over(values, environment);
    }

    /** The environment given, over the lines of a `.env` file. */
    public static Settings of(Map<String, String> environment, List<String> envFileLines) {
        return over(new HashMap<>(EnvFile.parse(envFileLines)), environment);
    }

    private static Settings over(Map<String, String> values, Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        });
        return new Settings(values);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw MevException.badInput(
                    ".env: can't be read as UTF-8 text (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Of at least 32 bytes, where tokens are HS256. There is no default. */
    public Optional<String> secret() {
        return text("SECRET");
    }

    public String jwtIssuer() {
        return text("JWT_ISS", TokenRules.DEFAULT_ISSUER);
    }

    public String jwtAudience() {
        return text("JWT_AUD", TokenRules.DEFAULT_AUDIENCE);
    }

    /** `KAFKA`: bootstrap servers, `host:port`, several with commas. With `KAFKA_TLS=true` over {@link #tls()}. */
    public KafkaConnection kafka() {
        KafkaConnection plain = KafkaConnection.of(text("KAFKA", DEFAULT_KAFKA));
        return flag("KAFKA_TLS", false) ? plain.withTls(tls()) : plain;
    }

    /** `REDIS`, else `REDIS_URL`: redis:// or rediss://. */
    public URI redis() {
        String name = text("REDIS").isPresent() ? "REDIS" : "REDIS_URL";
        return uri(name, DEFAULT_REDIS, "redis", "rediss");
    }

    /**
     * Of outgoing connections: `TLS_CA` (the JDK's authorities without it), `TLS_CERT` and `TLS_KEY`, PEM files. Reads
     * them: blocks.
     *
     * @throws MevException BAD_INPUT that names the variable whose file is missing, malformed, expired or another's
     */
    public TlsConfig tls() {
        return TlsConfig.from(this, "TLS_CA", "TLS_CERT", "TLS_KEY").orElse(TlsConfig.DEFAULT);
    }

    /**
     * Of the own listeners: `HTTPS_CERT` and `HTTPS_KEY`, and `HTTPS_CLIENT_CA` if clients must show a certificate; empty
     * without them. Reads them: blocks.
     *
     * @throws MevException BAD_INPUT as {@link #tls()}
     */
    public Optional<TlsConfig> https() {
        Optional<TlsConfig> config = TlsConfig.from(this, "HTTPS_CLIENT_CA", "HTTPS_CERT", "HTTPS_KEY");
        if (config.isPresent() && config.get().certificate().isEmpty()) {
            throw wrong("HTTPS_CERT", "set, with HTTPS_KEY, where HTTPS_CLIENT_CA is");
        }
        return config;
    }

    public String clickHouseHost() {
        return text("CLICKHOUSE_HOST", DEFAULT_CLICKHOUSE_HOST);
    }

    public String clickHouseDatabase() {
        return text("CLICKHOUSE_DB", DEFAULT_CLICKHOUSE_DB);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    public String text(String name, String defaultValue) {
        return text(name).orElse(defaultValue);
    }

    Optional<PemFile> pemFile(String name) {
        return text(name).map(path -> new PemFile(name, Path.of(path.strip())));
    }

    /** @throws MevException BAD_INPUT unless an integer of the range, both ends included */
    public int integer(String name, int defaultValue, int min, int max) {
        return (int) wholeNumber(name, defaultValue, min, max);
    }

    private long wholeNumber(String name, long defaultValue, long min, long max) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        try {
            long value = Long.parseLong(text.get().strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw wrong(name, "an integer " + min + ".." + max);
    }

    /**
     * A decimal number, if it is set.
     *
     * @throws MevException BAD_INPUT unless of the range, both ends included
     */
    public Optional<Double> decimal(String name, double min, double max) {
        return text(name).map(text -> {
            try {
                double value = Double.parseDouble(text.strip());
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Refused below.
            }
            throw wrong(name, "a number " + min + ".." + max);
        });
    }

    /** `true` or `false`, also `1`/`0`, `yes`/`no`, `on`/`off`, in any case. */
    public boolean flag(String name, boolean defaultValue) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        return switch (text.get().strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    /** A number with its unit: `250ms`, `15s`, `10m`, `24h`, `7d`. */
    public Duration duration(String name, Duration defaultValue) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        Matcher matcher = DURATION.matcher(text.get().strip());
        if (!matcher.matches()) {
            throw wrong(name, "a number and a unit: ms, s, m, h or d (such as 250ms, 15s)");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(Math.min(number, 36_500));
        };
    }

    /** A number of bytes, or one with a unit: `65536`, `64KiB`, `8MiB`, `1GiB`. */
    public long bytes(String name, long defaultValue) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return defaultValue;
        }
        Matcher matcher = BYTES.matcher(text.get().strip());
        if (!matcher.matches()) {
            throw wrong(name, "a number of bytes, or one with KiB, MiB or GiB (such as 64KiB)");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        return Long.parseLong(matcher.group(1))
                << (10 * List.of("B", "KiB", "MiB", "GiB").indexOf(unit));
    }

    /** One of the names given, in any case; answered as it is given here. */
    public String choice(String name, String defaultValue, String... allowed) {
        String text = text(name, defaultValue).strip();
        for (String one : allowed) {
            if (one.equalsIgnoreCase(text)) {
                return one;
            }
        }
        throw wrong(name, "one of " + String.join(", ", allowed));
    }

    /** An address with one of the schemes and a host. */
    public URI uri(String name, String defaultValue, String... schemes) {
        try {
            URI uri = new URI(text(name, defaultValue).strip());
            String scheme = uri.getScheme();
            if (scheme != null && uri.getHost() != null && List.of(schemes).contains(scheme)) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Refused below: the exception quotes the value, which may hold a password.
        }
        throw wrong(name, String.join(":// or ", schemes) + "://host...");
    }

    private static MevException wrong(String name, String allowed) {
        return MevException.badInput(name + ": must be " + allowed);
    }

    /** Names only: a value may be a secret. */
    @Override
    public String toString() {
        return "Settings" + values.keySet().stream().sorted().toList();
    }
}
