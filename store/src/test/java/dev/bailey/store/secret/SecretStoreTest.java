package dev.bailey.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.bailey.job.gate.Gate;
import dev.bailey.job.gate.Gatehouse;
import dev.bailey.job.gate.NodeAction;
import dev.bailey.job.gate.NodeAction.ChangeSecret;
import dev.bailey.job.gate.Permit;
import dev.bailey.job.gate.Verdict;
import dev.bailey.job.secret.SecretVersion;
import dev.bailey.job.secret.Secrets.Found;
import dev.bailey.job.secret.Secrets.Opened;
import dev.bailey.ledger.Subject;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.store.MemoryLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
  private static final byte[] VALUE = bytes("correct horse battery staple");

  @TempDir Path home;
  private SecretStore store;
  private Gate gate;

  @BeforeEach
  void open() {
    store = store();
    gate = new Gatehouse(new MemoryLedger(), RegoPolicy.house(), 1).gate(Subject.NODE);
  }

  private SecretStore store() {
    return new SecretStore(home.resolve("secrets"), home.resolve("key"), Clock.systemUTC());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Permit<ChangeSecret> permit(ChangeSecret action) {
    return ((Verdict.Granted<ChangeSecret>) gate.<NodeAction.ChangeSecret>ask(action)).permit();
  }

  private SecretVersion set(String name, byte[] value) throws IOException {
    SecretStore.Pending pending = store.prepare(name, value);
    store.set(permit(ChangeSecret.set(pending.version())), pending);
    return pending.version();
  }

  private int rotate() throws IOException {
    SecretStore.NextKey next = SecretStore.nextKey();
    return store.rotate(permit(ChangeSecret.rotate(next.id())), next);
  }

  private Path file(String name) {
    return home.resolve("secrets").resolve(name);
  }

  private byte[] value(SecretVersion version) {
    return store().open(version) instanceof Opened.Value(byte[] bytes) ? bytes : new byte[0];
  }

  private String reason(SecretVersion version) {
    return store().open(version) instanceof Opened.Not(String reason) ? reason : "opened";
  }

  @Test
  void whatWasSetComesBackInAnotherLifeAndIsNowhereInClear() throws IOException {
    SecretVersion token = set("token", VALUE);
    assertThat(value(token)).isEqualTo(VALUE);
    assertThat(store().find("token")).isEqualTo(new Found.Version(token));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain("horse");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void theSameValueTwiceLooksLikeTwoValues() throws IOException {
    SecretVersion one = set("one", VALUE);
    SecretVersion first = set("other", VALUE);
    SecretVersion second = set("other", VALUE);
    assertThat(one.version()).isNotEqualTo(first.version()).isNotEqualTo(second.version());
    assertThat(second.number()).isEqualTo(2);
  }

  @Test
  void anEarlierValueIsGoneOnceThereIsANext() throws IOException {
    SecretVersion first = set("token", VALUE);
    SecretVersion second = set("token", bytes("another value"));
    assertThat(reason(first)).contains("replaced");
    assertThat(value(second)).isEqualTo(bytes("another value"));
  }

  @Test
  void aFileUnderAnotherNameIsNoSecret() throws IOException {
    set("cheap", bytes("known to the thief"));
    SecretVersion dear = set("dear", VALUE);
    Files.copy(file("cheap"), file("mine"));
    assertThat(store().find("mine")).isInstanceOf(Found.Not.class);
    String moved = Files.readString(file("cheap")).replace("\"cheap\"", "\"dear\"");
    Files.writeString(file("dear"), moved);
    assertThat(store().find("dear")).isNotEqualTo(new Found.Version(dear));
    SecretVersion claimed = ((Found.Version) store().find("dear")).version();
    assertThat(reason(claimed)).contains("damaged");
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    SecretVersion token = set("token", VALUE);
    byte[] whole = Files.readAllBytes(file("token"));
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file("token"), changed);
      assertThat(store().open(token)).as("byte " + i).isInstanceOf(Opened.Not.class);
    }
  }

  @Test
  void aNewKeyOpensEverythingAndTheOldOneNothing() throws IOException {
    SecretVersion token = set("token", VALUE);
    SecretVersion other = set("other", bytes("other value"));
    byte[] oldFile = Files.readAllBytes(file("token"));
    byte[] oldKey = Files.readAllBytes(home.resolve("key"));
    assertThat(rotate()).isEqualTo(2);
    assertThat(value(token)).isEqualTo(VALUE);
    assertThat(value(other)).isEqualTo(bytes("other value"));
    assertThat(Files.readAllLines(home.resolve("key"))).hasSize(1);
    Files.write(file("token"), oldFile);
    assertThat(reason(token)).contains("key");
    rotateRefused();
    Files.write(home.resolve("key"), oldKey);
    assertThat(value(token)).isEqualTo(VALUE);
    assertThat(reason(other)).contains("key");
  }

  private void rotateRefused() throws IOException {
    byte[] key = Files.readAllBytes(home.resolve("key"));
    assertThatIOException().isThrownBy(this::rotate).withMessageContaining("token");
    assertThat(Files.readAllBytes(home.resolve("key"))).isEqualTo(key);
  }

  @Test
  void aChangeOfKeysThatWasInterruptedLosesNothing() throws IOException {
    SecretVersion token = set("token", VALUE);
    SecretKeys.read(home.resolve("key")).with(SecretKeys.Key.fresh());
    assertThat(value(token)).isEqualTo(VALUE);
    SecretVersion later = set("later", VALUE);
    assertThat(rotate()).isEqualTo(2);
    assertThat(value(token)).isEqualTo(VALUE);
    assertThat(value(later)).isEqualTo(VALUE);
    assertThat(Files.readAllLines(home.resolve("key"))).hasSize(1);
  }

  @Test
  void aKeyThatOthersCanReadIsRefused() throws IOException {
    SecretVersion token = set("token", VALUE);
    Files.setPosixFilePermissions(
        home.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(reason(token)).contains("chmod 600");
    assertThatIOException().isThrownBy(() -> set("more", VALUE)).withMessageContaining("chmod");
  }

  @Test
  void aLostKeyIsSaidAndNotReplacedSilently() throws IOException {
    SecretVersion token = set("token", VALUE);
    Files.delete(home.resolve("key"));
    assertThat(reason(token)).contains("key");
    assertThat(store().list()).singleElement().matches(entry -> !entry.readable());
    assertThatIOException().isThrownBy(this::rotate).withMessageContaining("token");
  }

  @Test
  void onlyThePermittedChangeIsMade() throws IOException {
    SecretVersion token = set("token", VALUE);
    SecretStore.Pending pending = store.prepare("token", bytes("another value"));
    assertThatIOException().isThrownBy(() -> store.set(permit(ChangeSecret.set(token)), pending));
    assertThatIOException()
        .isThrownBy(() -> store.remove(permit(ChangeSecret.remove(pending.version()))));
    assertThat(value(token)).isEqualTo(VALUE);
  }

  @Test
  void whatWasRemovedIsGone() throws IOException {
    SecretVersion token = set("token", VALUE);
    store.remove(permit(ChangeSecret.remove(token)));
    assertThat(Files.exists(file("token"))).isFalse();
    assertThat(reason(token)).contains("removed");
    assertThat(store().list()).isEmpty();
  }

  @Test
  void namesLeadNowhereElse() throws IOException {
    for (String name : new String[] {"", ".", "..", "../key", "a/b", "A", "a b", ".hidden"}) {
      assertThat(SecretVersion.nameFault(name)).as(name).isPresent();
      assertThatIOException().as(name).isThrownBy(() -> set(name, VALUE));
    }
    assertThat(Files.exists(home.resolve("secrets"))).isFalse();
  }
}
