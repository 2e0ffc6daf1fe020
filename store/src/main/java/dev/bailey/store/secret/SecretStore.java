package dev.bailey.store.secret;

import dev.bailey.job.gate.NodeAction.ChangeSecret;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.job.secret.Secrets;
import dev.bailey.store.blob.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The owner's secrets: a directory with an encrypted file for each, and a file of keys elsewhere.
 * Nothing of it is in the database, which can be made anew at any time. Values and keys are read
 * when they are needed and kept nowhere. Safe for several threads.
 */
public final class SecretStore implements Secrets {
  private final Path directory;
  private final Path keyFile;
  private final Clock clock;

  /**
   * Secrets that are there, or will be; nothing is touched before the first is set.
   *
   * @param directory of the encrypted files
   * @param keyFile the keys, in a directory that is there
   */
  public SecretStore(Path directory, Path keyFile, Clock clock) {
    this.directory = directory;
    this.keyFile = keyFile;
    this.clock = clock;
  }

  /** A value that is not stored yet, with the version that it will be. */
  public static final class Pending {
    private final SecretVersion version;
    private final SealedSecret.Plain plain;

    private Pending(SecretVersion version, SealedSecret.Plain plain) {
      this.version = version;
      this.plain = plain;
    }

    /** What it will be called. */
    public SecretVersion version() {
      return version;
    }

    /** Overwrites the value; nothing can be stored afterwards. */
    public void forget() {
      plain.forget();
    }
  }

  /**
   * One secret in a list.
   *
   * @param readable whether its key is there
   */
  public record Entry(SecretVersion version, Instant since, boolean readable) {}

  /** A key that is to be used from now on. */
  public static final class NextKey {
    private final SecretKeys.Key key = SecretKeys.Key.fresh();

    private NextKey() {}

    /** Its name, which says nothing of it. */
    public String id() {
      return key.id();
    }
  }

  /** Prepares a value for being stored under a name; nothing is written. */
  public synchronized Pending prepare(String name, byte[] value) throws IOException {
    long number = read(name).map(s -> s.is().number()).orElse(0L) + 1;
    SealedSecret.Plain plain = SealedSecret.Plain.of(value.clone());
    return new Pending(plain.version(name, number), plain);
  }

  /**
   * Stores a value, on disk before this returns.
   *
   * @throws IOException if it is not the one that was permitted, or cannot be written
   */
  public synchronized void set(Permit<ChangeSecret> permit, Pending pending) throws IOException {
    ChangeSecret action = permit.take();
    SecretVersion version = pending.version;
    long now = read(version.name()).map(s -> s.is().number()).orElse(0L);
    if (!action.equals(ChangeSecret.set(version)) || now + 1 != version.number()) {
      throw new IOException("the secret was changed meanwhile");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    SecretKeys keys = SecretKeys.read(keyFile);
    if (keys.current().isEmpty()) {
      keys = keys.with(SecretKeys.Key.fresh());
    }
    Instant since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    write(SealedSecret.seal(version, since, keys.current().orElseThrow(), pending.plain));
  }

  /** Removes a secret, on disk before this returns. */
  public synchronized void remove(Permit<ChangeSecret> permit) throws IOException {
    ChangeSecret action = permit.take();
    Optional<SealedSecret> there = read(action.secret());
    if (there.isEmpty() || !action.equals(ChangeSecret.remove(there.get().is()))) {
      throw new IOException("the secret was changed meanwhile");
    }
    Durable.delete(file(action.secret()));
  }

  /** A key for {@link #rotate}. */
  public static NextKey nextKey() {
    return new NextKey();
  }

  /**
   * Encrypts every secret under a new key and then forgets the old ones. Interrupted in between, it
   * leaves every secret readable, and the next time completes it.
   *
   * @return how many there are
   * @throws IOException if one cannot be read or written; every key is then still there
   */
  public synchronized int rotate(Permit<ChangeSecret> permit, NextKey next) throws IOException {
    if (!permit.take().equals(ChangeSecret.rotate(next.id()))) {
      throw new IOException("another key was permitted");
    }
    SecretKeys old = SecretKeys.read(keyFile);
    List<SealedSecret> all = all();
    for (SealedSecret secret : all) {
      if (opened(secret, old) instanceof Opened.Not(String reason)) {
        throw new IOException(reason + "; set it anew or remove it first");
      }
    }
    SecretKeys keys = old.with(next.key);
    for (SealedSecret secret : all) {
      SealedSecret.Plain plain = old.find(secret.key()).flatMap(secret::open).orElseThrow();
      write(SealedSecret.seal(secret.is(), secret.since(), next.key, plain));
      plain.forget();
    }
    keys.onlyCurrent();
    return all.size();
  }

  /** All secrets by name. */
  public synchronized List<Entry> list() throws IOException {
    SecretKeys keys = SecretKeys.read(keyFile);
    return all().stream()
        .map(s -> new Entry(s.is(), s.since(), keys.find(s.key()).isPresent()))
        .toList();
  }

  @Override
  public synchronized Found find(String name) {
    try {
      return read(name)
          .<Found>map(s -> new Found.Version(s.is()))
          .orElseGet(() -> new Found.Not("there is no secret " + name));
    } catch (IOException broken) {
      return new Found.Not(String.valueOf(broken.getMessage()));
    }
  }

  @Override
  public synchronized Opened open(SecretVersion wanted) {
    try {
      Optional<SealedSecret> there = read(wanted.name());
      if (there.isEmpty()) {
        return new Opened.Not("the secret " + wanted.name() + " was removed");
      }
      return there.get().is().equals(wanted)
          ? opened(there.get(), SecretKeys.read(keyFile))
          : new Opened.Not("the secret " + wanted.name() + " was replaced by another value");
    } catch (IOException broken) {
      return new Opened.Not(String.valueOf(broken.getMessage()));
    }
  }

  private static Opened opened(SealedSecret secret, SecretKeys keys) {
    String name = secret.is().name();
    Optional<SecretKeys.Key> key = keys.find(secret.key());
    if (key.isEmpty()) {
      return new Opened.Not("the key of the secret " + name + " is not there");
    }
    return secret
        .open(key.get())
        .<Opened>map(plain -> new Opened.Value(plain.value()))
        .orElseGet(() -> new Opened.Not("the stored secret " + name + " is damaged"));
  }

  private List<SealedSecret> all() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<SealedSecret> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (SecretVersion.nameFault(name).isEmpty()) {
          read(name).ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private Path file(String name) throws IOException {
    if (SecretVersion.nameFault(name).isPresent()) {
      throw new IOException("not the name of a secret");
    }
    return directory.resolve(name);
  }

  private Optional<SealedSecret> read(String name) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file(name))) {
      bytes = in.readNBytes(SealedSecret.MAX_BYTES + 1);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
    Optional<SealedSecret> read =
        bytes.length > SealedSecret.MAX_BYTES ? Optional.empty() : SealedSecret.of(bytes);
    if (read.isEmpty() || !read.get().is().name().equals(name)) {
      throw new IOException("the stored secret " + name + " is damaged");
    }
    return read;
  }

  private void write(SealedSecret secret) throws IOException {
    byte[] bytes = secret.bytes();
    Durable.replace(file(secret.is().name()), bytes);
    Arrays.fill(bytes, (byte) 0);
  }
}
