package dev.bailey.scan.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.sys.Beneath;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeScanTest {
  private static final TreeRules OUTPUT = TreeRules.output(1 << 20);

  @TempDir Path dir;

  private TreeScan.Result scan(TreeRules rules) {
    try (Beneath root = Beneath.of(dir)) {
      return TreeScan.scan(root, ".", rules, (path, directory) -> path.endsWith(".skip"));
    }
  }

  private List<String> found(TreeRules rules) {
    TreeScan.Result result = scan(rules);
    assertThat(result).isInstanceOf(TreeScan.Result.Found.class);
    return ((TreeScan.Result.Found) result)
        .entries().stream().map(e -> e.path().text() + (e.directory() ? "/" : "")).toList();
  }

  private List<String> problems(TreeRules rules) {
    TreeScan.Result result = scan(rules);
    assertThat(result).isInstanceOf(TreeScan.Result.NotAccepted.class);
    return ((TreeScan.Result.NotAccepted) result)
        .problems().stream().map(Problem::toString).sorted().toList();
  }

  private Path file(String path) throws IOException {
    Path file = dir.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void everythingIsFoundInOrderOfCodeUnits() throws IOException {
    for (String path : List.of("b", "a/x", "a-b", "a/empty.txt", "Z", "\uFB01", "\uD83D\uDE00")) {
      file(path);
    }
    Files.createDirectory(dir.resolve("void"));
    assertThat(found(OUTPUT))
        .containsExactly(
            "Z", "a/", "a-b", "a/empty.txt", "a/x", "b", "void/", "\uD83D\uDE00", "\uFB01");
  }

  @Test
  void whatIsIgnoredIsNotEvenJudged() throws Exception {
    file("keep");
    file("dir.skip/inner");
    run("mkfifo", dir.resolve("fifo.skip").toString());
    assertThat(found(OUTPUT)).containsExactly("keep");
  }

  @Test
  void p4LinksOfEveryKindAreRefused() throws IOException {
    file("real/file");
    Files.createSymbolicLink(dir.resolve("leaf"), dir.resolve("real/file"));
    Files.createSymbolicLink(dir.resolve("parent"), Path.of("real"));
    Files.createSymbolicLink(dir.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(dir.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(dir.resolve("p7"), Path.of("/proc/self/root"));
    assertThat(problems(OUTPUT))
        .containsExactly(
            "dangling: is a symbolic link",
            "leaf: is a symbolic link",
            "loop: is a symbolic link",
            "p7: is a symbolic link",
            "parent: is a symbolic link");
  }

  @Test
  void p6HardLinksAreRefusedInOutputsAndAllowedInInputs() throws IOException {
    Files.createLink(dir.resolve("linked"), file("original"));
    assertThat(problems(OUTPUT)).hasSize(2).allMatch(p -> p.contains("hard link"));
    assertThat(found(TreeRules.CODE)).containsExactly("linked", "original");
  }

  @Test
  void p8TwinsAreRefused() throws IOException {
    file("a/README");
    file("a/readme");
    file("caf\u00e9");
    file("cafe\u0301");
    file("b/readme");
    assertThat(problems(OUTPUT)).hasSize(2).allMatch(p -> p.contains("differs only in case"));
  }

  @Test
  void p3BadNamesAreRefusedAndShownHarmlessly() throws IOException {
    file("new\nline");
    file("bidi\u202Ecod.exe");
    file("dot.");
    assertThat(problems(OUTPUT))
        .hasSize(3)
        .anyMatch(p -> p.startsWith("new\\u000aline: "))
        .anyMatch(p -> p.startsWith("bidi\\u202ecod.exe: "))
        .anyMatch(p -> p.startsWith("dot.: "));
  }

  @Test
  void p1ANameThatIsNotUtf8IsRefused() throws Exception {
    run("sh", "-c", "touch \"$0/$(printf 'bad\\377')\"", dir.toString());
    assertThat(problems(OUTPUT)).singleElement().asString().contains("not valid utf-8");
    run("sh", "-c", "rm \"$0\"/bad*", dir.toString());
  }

  @Test
  void p11FifosAndSocketsAreRefusedWithoutBlocking() throws Exception {
    run("mkfifo", dir.resolve("fifo").toString());
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(dir.resolve("socket")));
      assertThat(problems(OUTPUT)).containsExactly("fifo: is a FIFO", "socket: is a socket");
    }
  }

  @Test
  @Tag("container")
  void p11DevicesAreRefused() throws Exception {
    run("mknod", dir.resolve("null").toString(), "c", "1", "3");
    run("mknod", dir.resolve("disk").toString(), "b", "7", "200");
    assertThat(problems(OUTPUT)).containsExactly("disk: is a device", "null: is a device");
  }

  @Test
  void p11ASparseGiantIsRefusedByItsApparentSize() throws IOException {
    try (RandomAccessFile giant = new RandomAccessFile(dir.resolve("giant").toFile(), "rw")) {
      giant.setLength(1L << 40);
    }
    assertThat(problems(OUTPUT)).singleElement().asString().contains("sparse");
  }

  @Test
  void theBytesLimitIsExact() throws IOException {
    Files.write(dir.resolve("a"), new byte[600]);
    Files.write(dir.resolve("b"), new byte[400]);
    assertThat(found(TreeRules.output(1000))).hasSize(2);
    assertThat(problems(TreeRules.output(999))).hasSize(1);
  }

  @Test
  void q16TheEntryLimitIsExact() throws IOException {
    file("d/a");
    file("d/b");
    assertThat(found(new TreeRules(3, 100, false))).hasSize(3);
    assertThat(problems(new TreeRules(2, 100, false))).hasSize(1);
    file("d/c");
    assertThat(problems(new TreeRules(2, 100, false))).hasSize(1);
  }

  @Test
  void p8NestingIsBounded() throws IOException {
    Files.createDirectories(dir.resolve("d/".repeat(64)));
    assertThat(found(OUTPUT)).hasSize(64);
    Files.createDirectory(dir.resolve("d/".repeat(65)));
    assertThat(problems(OUTPUT)).singleElement().asString().contains("deeper than 64");
  }

  @Test
  void problemsAreBounded() throws IOException {
    for (int i = 0; i < TreeScan.MAX_PROBLEMS + 50; i++) {
      Files.createSymbolicLink(dir.resolve("link" + i), Path.of("x"));
    }
    assertThat(problems(OUTPUT)).hasSize(TreeScan.MAX_PROBLEMS);
  }
}
