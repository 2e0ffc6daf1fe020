package dev.bailey.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.AccountNames;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.worker.podman.Plans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names for user and group 1000 of a plan. */
class AccountsTest {
  @TempDir Path dir;

  private String layer(String name, String passwd, String group) throws IOException {
    Path etc = Files.createDirectories(dir.resolve(name).resolve("etc"));
    Files.writeString(etc.resolve("passwd"), passwd);
    Files.writeString(etc.resolve("group"), group);
    return dir.resolve(name).toString();
  }

  private static Tried<AccountNames> names(String... layers) {
    return Accounts.names(
        Plans.plan(Plans.image(), List.of("/bin/true"), List.of(), Plans.limits()),
        List.of(layers));
  }

  private static Tried<AccountNames> are(String user, String group) {
    return Tried.done(new AccountNames(user, group));
  }

  @Test
  void areThoseOfTheImage() throws IOException {
    String base =
        layer(
            "base",
            "root:x:0:0::/:/bin/sh\napp:x:1000:50::/:/bin/sh\n",
            "root:x:0:\nteam:x:1000:app\nmore:x:50:app\n");
    assertThat(names(base)).isEqualTo(are("app", "team"));
    // What an upper layer says hides what a lower one says.
    assertThat(names(base, layer("top", "other:x:1000:0::/:\n", ""))).isEqualTo(are("other", ""));
  }

  @Test
  void areEmptyWithoutFiles() throws IOException {
    assertThat(names(Files.createDirectory(dir.resolve("bare")).toString()))
        .isEqualTo(Tried.done(AccountNames.NONE));
  }

  /** Neither nobody, nor one of several; a number is never a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app:x:1001:1001::/:",
        "app:x:1000:1000::/:|web:x:1000:1000::/:",
        "app:x:1000:1000::/:|app:x:1000:1000::/:",
        "1000:x:0:0::/:",
        ":x:1000:1000::/:"
      })
  void anIdWithoutOneNameHasNone(String lines) throws IOException {
    String file = lines.replace('|', '\n');
    assertThat(names(layer("odd", file, file))).isEqualTo(Tried.done(AccountNames.NONE));
  }

  @ParameterizedTest
  @CsvSource({"my app", "'# app'", "größe", "a$b", "-", "../root", "'x,\"y\"'", "日本"})
  void aNameIsTakenAsItStands(String name) throws IOException {
    String line = name + ":x:1000:1000::/:\n";
    assertThat(names(layer("odd", line, line))).isEqualTo(are(name, name));
  }

  /** The reader of the C library sees one line, and so do we. */
  @ParameterizedTest
  @ValueSource(strings = {"a\rapp", "a\u001b[2Jb", "a\u202eb", "a\u200bb", "a\tb", "\ufeffb"})
  void aNameThatIsNotShownAsItStandsIsRefused(String name) throws IOException {
    refused(layer("odd", name + ":x:1000:1000::/:\n", ""), "user 1000");
    refused(layer("group", "", name + ":x:1000:\n"), "group 1000");
  }

  @Test
  void anEndlessOrUnreadableNameIsRefused() throws IOException {
    refused(layer("long", "a".repeat(257) + ":x:1000:1000::/:\n", ""), "user 1000");
    String bytes = layer("bytes", "", "");
    Files.write(
        Path.of(bytes, "etc/passwd"),
        "caf\u00e9:x:1000:1000::/:\n".getBytes(StandardCharsets.ISO_8859_1));
    refused(bytes, "user 1000");
  }

  private static void refused(String layer, String who) {
    assertThat(names(layer))
        .isInstanceOfSatisfying(
            Tried.Failed.class, no -> assertThat(no.error()).contains(who, "rename it"));
  }
}
