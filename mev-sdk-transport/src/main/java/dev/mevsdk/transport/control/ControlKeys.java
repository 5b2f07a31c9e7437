package dev.mevsdk.transport.control;

import dev.mevsdk.core.MevException;
import dev.mevsdk.core.config.Settings;
import dev.mevsdk.transport.control.ControlChannel.Incoming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public keys whose signatures count, several at once. With any key, a record of the command log that none of them
 * vouches for is refused, a kill too: whoever may write to Kafka must not be able to halt or start a fleet. An agent
 * that is cut off halts by its lease, and its kill file needs no signature.
 *
 * <p>A key that signs no more stays in the set, with the offset where its time ended, so that history stays verifiable.
 * Everybody who folds the log needs the same set. Immutable.
 */
public final class ControlKeys {
    /** No signatures: every record counts. */
    public static final ControlKeys NONE = new ControlKeys(Map.of(), 0);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern UNTIL = Pattern.compile("(?m)^until-offset:\\s*(\\d{1,18})\\s*$");
    private static final String SUFFIX = ".pem";
    /** After every record of the log: a key that is retired vouches for nothing new. */
    private static final long LATEST = Long.MAX_VALUE - 1;

    private record Key(PublicKey key, long untilOffset) {}

    private final SortedMap<String, Key> keys;
    private final long signedFrom;

    private ControlKeys(Map<String, Key> keys, long signedFrom) {
        this.keys = new TreeMap<>(keys);
        this.signedFrom = signedFrom;
    }

    /**
     * Reads a folder of {@code ID.pem} files (X.509, {@code openssl pkey -pubout}), or one such file. A line
     * {@code until-offset: N} before the key says that it signs nothing from that offset of the log on. Blocks.
     *
     * @throws MevException BAD_INPUT that names the file and what it must hold
     */
    public static ControlKeys read(Path fileOrFolder) {
        Map<String, Key> keys = new TreeMap<>();
        for (Path file : files(fileOrFolder)) {
            String name = file.getFileName().toString();
            Pem pem = Pem.read(file);
            keys.put(
                    requireId(name.substring(0, name.length() - SUFFIX.length())),
                    new Key(pem.publicKey(), untilOffset(pem)));
        }
        if (keys.isEmpty()) {
            throw MevException.badInput(fileOrFolder + ": must hold at least one public key, named ID" + SUFFIX);
        }
        return new ControlKeys(keys, 0);
    }

    /** A line that was meant to end a key's time and is not understood must not leave it in force. */
    private static long untilOffset(Pem pem) {
        List<String> offsets = UNTIL.matcher(pem.preface())
                .results()
                .map(line -> line.group(1))
                .toList();
        boolean meant = pem.notes().toLowerCase(Locale.ROOT).contains("until");
        if (offsets.size() > 1 || (meant && offsets.isEmpty())) {
            throw MevException.badInput(pem.file()
                    + ": a key that signs no more has one line above it, until-offset: N (an offset of the log)");
        }
        return offsets.isEmpty() ? Long.MAX_VALUE : Long.parseLong(offsets.get(0));
    }

    /**
     * From the environment: {@code CONTROL_PUBLIC_KEYS} (folder or file, as {@link #read}), {@code CONTROL_SIGNED_FROM}
     * (offset, default 0, as {@link #withSignedFrom}). None when it is not set. Blocks.
     *
     * @throws MevException BAD_INPUT that names the variable or file and what is allowed
     */
    public static ControlKeys from(Settings settings) {
        int signedFrom = settings.integer("CONTROL_SIGNED_FROM", 0, 0, Integer.MAX_VALUE);
        return settings.text("CONTROL_PUBLIC_KEYS")
                .map(path -> read(Path.of(path)).withSignedFrom(signedFrom))
                .orElse(NONE);
    }

    private static List<Path> files(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            if (!fileOrFolder.toString().endsWith(SUFFIX)) {
                throw MevException.badInput(fileOrFolder + ": must be a folder, or a file named ID" + SUFFIX);
            }
            return List.of(fileOrFolder);
        }
        try (Stream<Path> files = Files.list(fileOrFolder)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        } catch (IOException e) {
            throw MevException.badInput(fileOrFolder + ": can't be listed");
        }
    }

    /** The same keys and one more, which signs until further notice. */
    public ControlKeys with(String keyId, PublicKey key) {
        return with(keyId, new Key(key, Long.MAX_VALUE));
    }

    /** The same keys, one of which signs nothing from that offset of the log on. */
    public ControlKeys withRetired(String keyId, long untilOffset) {
        Key known = keys.get(keyId);
        if (known == null) {
            throw MevException.badInput("key-id: unknown; known: " + String.join(", ", keys.keySet()));
        }
        return with(keyId, new Key(known.key(), untilOffset));
    }

    private ControlKeys with(String keyId, Key key) {
        Map<String, Key> all = new TreeMap<>(keys);
        all.put(requireId(keyId), key);
        return new ControlKeys(all, signedFrom);
    }

    /** For a log that was begun without signatures: records before that offset need none. */
    public ControlKeys withSignedFrom(long offset) {
        return new ControlKeys(keys, offset);
    }

    /** Whether records of that offset need a signature. */
    boolean required(long offset) {
        return !keys.isEmpty() && offset >= signedFrom;
    }

    /** Why nobody vouches for the record; null when somebody does, or nobody has to. */
    @Nullable
    String problem(Incoming record) {
        return required(record.offset()) ? problem(record.signature(), record.value(), record.offset()) : null;
    }

    /** As {@link #problem(Incoming)}, for a record that is not part of the log: of keys that are not retired. */
    @Nullable
    String problemOfSnapshot(Incoming record) {
        return keys.isEmpty() ? null : problem(record.signature(), record.value(), LATEST);
    }

    private @Nullable String problem(@Nullable RecordSignature signature, byte[] value, long offset) {
        if (signature == null) {
            return "signature: required, and missing";
        }
        Key key = keys.get(signature.keyId());
        if (key == null) {
            return "key-id: unknown; known: " + String.join(", ", keys.keySet());
        }
        if (offset >= key.untilOffset()) {
            return "key-id: " + signature.keyId() + " signs nothing from offset " + key.untilOffset() + " on";
        }
        return verifies(key.key(), value, signature.base64())
                ? null
                : "signature: does not fit the record and the key " + signature.keyId();
    }

    private static boolean verifies(PublicKey key, byte[] value, String base64) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(value);
            return ed25519.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws MevException BAD_INPUT when what it signs would be refused */
    void requireFits(ControlSigner signer) {
        byte[] probe = {1};
        String problem = problem(signer.sign(probe), probe, -1);
        if (problem != null) {
            throw MevException.badInput("the signing key and the public keys don't fit: " + problem);
        }
        Key key = keys.get(signer.keyId());
        if (key != null && key.untilOffset() != Long.MAX_VALUE) {
            throw MevException.badInput("key-id: " + signer.keyId() + " is retired (until-offset), sign with another");
        }
    }

    /** Names this set: folds of one log by different sets may differ. Empty without keys. */
    String fingerprint() {
        if (keys.isEmpty()) {
            return "";
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            keys.forEach((id, key) -> {
                sha.update((id + '\n' + key.untilOffset() + '\n').getBytes(StandardCharsets.UTF_8));
                sha.update(key.key().getEncoded());
            });
            sha.update(Long.toString(signedFrom).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest());
        } catch (GeneralSecurityException e) {
            throw MevException.fatal("This Java runtime has no SHA-256", e);
        }
    }

    static String requireId(String keyId) {
        if (!ID.matcher(keyId).matches()) {
            throw MevException.badInput("key-id: 1..64 letters, digits, dots, dashes and underscores");
        }
        return keyId;
    }

    /** Ids only. */
    @Override
    public String toString() {
        return "ControlKeys" + keys.keySet();
    }
}
