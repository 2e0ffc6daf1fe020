package dev.bailey.policy.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

  private static String read(Tried<AccountFiles> files) {
    return switch (files) {
      case Tried.Done<AccountFiles>(AccountFiles known) ->
          known.passwd().map(text -> text.substring(0, text.indexOf(':'))).orElse("nobody");
      case Tried.Failed<AccountFiles>(String error) -> error;
    };
  }

  @Test
  @Timeout(20)
  void whatIsNoFileIsNotOpened() throws Exception {
    Path passwd = root.resolve("etc/passwd");
    String none = "/etc/passwd is not a file of a reasonable size";
    Files.delete(passwd);
    assertThat(new ProcessBuilder("mkfifo", passwd.toString()).start().waitFor()).isZero();
    assertThat(read(AccountFiles.read(root))).isEqualTo(none);
    Files.move(passwd, root.resolve("pipe"));
    Files.createSymbolicLink(passwd, Path.of("/etc/../pipe"));
    assertThat(read(AccountFiles.read(root))).as("by a link").isEqualTo(none);
    Files.delete(passwd);
    Files.createSymbolicLink(passwd, Path.of("passwd"));
    assertThat(read(AccountFiles.read(root))).isEqualTo("too many links in etc/passwd");
    Files.delete(passwd);
    try (RandomAccessFile huge = new RandomAccessFile(passwd.toFile(), "rw")) {
      huge.setLength((16 << 20) + 1);
    }
    assertThat(read(AccountFiles.read(root))).isEqualTo(none);
    Files.delete(passwd);
    assertThat(read(AccountFiles.read(root))).isEqualTo("nobody");
  }

  @Test
  void anUpperLayerHidesWhatLowerOnesHave() throws Exception {
    Path upper = Files.createDirectories(folder.resolve("upper"));
    List<Path> layers = List.of(root, upper);
    assertThat(read(AccountFiles.read(layers))).isEqualTo("app");
    Files.createDirectory(upper.resolve("etc"));
    assertThat(read(AccountFiles.read(layers))).as("directories are one").isEqualTo("app");
    Files.writeString(upper.resolve("etc/passwd"), "later:x:1:1::/:/bin/sh\n");
    assertThat(read(AccountFiles.read(layers))).isEqualTo("later");
    assertThat(read(AccountFiles.read(layers.reversed()))).isEqualTo("app");
    Files.delete(upper.resolve("etc/passwd"));
    Files.createSymbolicLink(upper.resolve("etc/passwd"), Path.of("/other"));
    assertThat(read(AccountFiles.read(layers))).isEqualTo("nobody");
    Files.writeString(root.resolve("other"), "linked:x:1:1::/:/bin/sh\n");
    assertThat(read(AccountFiles.read(layers))).as("into a lower one").isEqualTo("linked");
    Files.delete(upper.resolve("etc/passwd"));
    Files.delete(upper.resolve("etc"));
    Files.writeString(upper.resolve("etc"), "no directory any more");
    assertThat(read(AccountFiles.read(layers))).isEqualTo("nobody");
    Files.delete(upper.resolve("etc"));
    Files.createDirectory(upper.resolve("etc"));
    boolean device =
        new ProcessBuilder("mknod", upper.resolve("etc/passwd").toString(), "c", "0", "0")
                .start()
                .waitFor()
            == 0;
    assumeTrue(device, "only root makes devices");
    assertThat(read(AccountFiles.read(layers))).as("a whiteout").isEqualTo("nobody");
  }

  @Test
  void linesMayEndAsElsewhereAndNamesComeTwice() throws IOException {
    Files.writeString(root.resolve("etc/passwd"), "app:x:1000:100::/:/bin/sh\r\nx:x:5:5::/:\r\n");
    assertThat(user("app")).isInstanceOf(Tried.Done.class);
    Files.writeString(
        root.resolve("etc/passwd"), "app:x:1000:100::/:/bin/sh\napp:x:0:0::/:/bin/sh\n");
    assertThat(user("app"))
        .isInstanceOfSatisfying(
            Tried.Failed.class,
            no -> assertThat(no.error()).contains("expected exactly 1 user matched '2'"));
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
