package dev.bailey.policy.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of a root. */
class AccountFilesTest {
  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "app:x:1000:100::/:/bin/sh\n");
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/passwd"), "host:x:0:0::/:/bin/sh\n");
  }

  @Test
  void readsWhatIsThere() {
    assertThat(AccountFiles.read(root))
        .isEqualTo(
            Tried.done(
                new AccountFiles(Optional.of("app:x:1000:100::/:/bin/sh\n"), Optional.empty())));
  }

  @Test
  void linksLeadNowhereElse() throws IOException {
    Files.createSymbolicLink(root.resolve("etc/group"), Path.of("../../../../../etc/passwd"));
    assertThat(AccountFiles.read(root).map(AccountFiles::group))
        .isEqualTo(Tried.done(Optional.of("app:x:1000:100::/:/bin/sh\n")));
    Files.delete(root.resolve("etc/group"));
    Files.createSymbolicLink(root.resolve("etc/group"), Path.of("/etc/group"));
    assertThat(AccountFiles.read(root)).isInstanceOf(Tried.Failed.class);
    Files.delete(root.resolve("etc/group"));
    Files.createDirectory(root.resolve("etc/group"));
    assertThat(AccountFiles.read(root)).isInstanceOf(Tried.Failed.class);
  }

  @Test
  void aFolderMayBeALink() throws IOException {
    Files.move(root.resolve("etc"), root.resolve("real"));
    Files.createSymbolicLink(root.resolve("etc"), Path.of("/real"));
    assertThat(AccountFiles.read(root).map(files -> files.passwd().isPresent()))
        .isEqualTo(Tried.done(true));
  }

  @Test
  void looksUsersUp() {
    assertThat(user("app"))
        .isEqualTo(
            Tried.done(
                new UserInfo(
                    new Identity("1000", "app"), List.of(new Identity("100", "")), "0022")));
    assertThat(user("nobody")).isInstanceOf(Tried.Failed.class);
    assertThat(user("a:b:c")).isInstanceOf(Tried.Failed.class);
    assertThat(user("-1")).isInstanceOf(Tried.Failed.class);
    assertThat(user("99999999999999999999999999")).isInstanceOf(Tried.Failed.class);
  }

  private Tried<UserInfo> user(String name) {
    ProcessUser wanted = new ProcessUser(name, 0, 0, List.of(), OptionalLong.empty());
    return AccountFiles.read(root).then(files -> UserInfo.of(wanted, files));
  }
}
