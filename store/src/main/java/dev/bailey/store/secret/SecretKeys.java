package dev.bailey.store.secret;

import dev.bailey.store.blob.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that secrets are encrypted under: a file of mode 0600 with a line for each, the one in
 * use first. There is more than one only while the key is being changed.
 */
final class SecretKeys {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{16}) ([A-Za-z0-9+/]{43}=)");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final long MAX_FILE_BYTES = 4096;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * One key.
   *
   * @param id 16 hexadecimal digits that say nothing of the key
   * @param bytes 32
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Key(String id, byte[] bytes) {
    static Key fresh() {
      byte[] id = new byte[ID_BYTES];
      byte[] key = new byte[KEY_BYTES];
      RANDOM.nextBytes(id);
      RANDOM.nextBytes(key);
      return new Key(HexFormat.of().formatHex(id), key);
    }

    @Override
    public String toString() {
      return "key " + id;
    }
  }

  private final Path file;
  private final List<Key> keys;

  private SecretKeys(Path file, List<Key> keys) {
    this.file = file;
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads the keys; no file is no key.
   *
   * @throws IOException if the file may not be used, with the reason
   */
  static SecretKeys read(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new SecretKeys(file, List.of());
    }
    PosixFileAttributes seen =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!seen.isRegularFile() || seen.size() > MAX_FILE_BYTES) {
      throw new IOException("this is not a file of keys: " + file);
    }
    if (!OWNER_ONLY.containsAll(seen.permissions())) {
      throw new IOException("the key of the secrets can be read by others; run  chmod 600 " + file);
    }
    List<Key> keys = new ArrayList<>();
    for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
      Matcher m = LINE.matcher(line);
      if (!m.matches()) {
        throw new IOException("the file of keys is damaged: " + file);
      }
      keys.add(new Key(m.group(1), Base64.getDecoder().decode(m.group(2))));
    }
    return new SecretKeys(file, keys);
  }

  /** The key in use; empty before the first secret. */
  Optional<Key> current() {
    return keys.stream().findFirst();
  }

  Optional<Key> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The same keys with this one in use, on disk before this returns. */
  SecretKeys with(Key fresh) throws IOException {
    List<Key> more = new ArrayList<>(keys);
    more.addFirst(fresh);
    return written(more);
  }

  /** The key in use alone, on disk before this returns; the others are gone. */
  SecretKeys onlyCurrent() throws IOException {
    return written(keys.subList(0, Math.min(1, keys.size())));
  }

  private SecretKeys written(List<Key> all) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Key key : all) {
      text.append(key.id()).append(' ');
      text.append(Base64.getEncoder().encodeToString(key.bytes())).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    Durable.replace(file, bytes);
    Arrays.fill(bytes, (byte) 0);
    return new SecretKeys(file, all);
  }
}
