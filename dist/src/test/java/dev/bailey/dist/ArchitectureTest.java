package dev.bailey.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house: which room may use which, and who may touch the world. */
class ArchitectureTest {
  /** The dependency table of ARCHITECTURE.md: a room and the rooms it may use. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("sys", Set.of()),
          Map.entry("rego", Set.of()),
          Map.entry("policy", Set.of("rego")),
          Map.entry("ledger", Set.of()),
          Map.entry("verify", Set.of()),
          Map.entry("scan", Set.of("sys")),
          Map.entry("job", Set.of("policy", "ledger", "scan", "sys")),
          Map.entry("store", Set.of("job", "ledger", "policy", "scan", "sys")),
          Map.entry("worker", Set.of("job", "ledger", "policy", "scan", "sys")),
          Map.entry("server", Set.of("job", "store", "ledger", "policy", "scan", "sys")),
          Map.entry(
              "cli",
              Set.of(
                  "sys", "rego", "policy", "ledger", "verify", "scan", "job", "store", "worker",
                  "server")));

  private static JavaClasses classes;

  @BeforeAll
  static void load() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.bailey");
  }

  static List<String> rooms() {
    return ROOMS.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void roomUsesOnlyWhatTheTableAllows(String room) {
    assertThat(classes.stream().anyMatch(c -> c.getPackageName().startsWith("dev.bailey." + room)))
        .as("the room %s has classes", room)
        .isTrue();
    String[] forbidden =
        ROOMS.keySet().stream()
            .filter(other -> !other.equals(room) && !ROOMS.get(room).contains(other))
            .map(other -> "dev.bailey." + other + "..")
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage("dev.bailey." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(classes);
    }
  }

  /**
   * Who touches the world. Each class that calls a sink stands here with its reason; the list may
   * shrink, and grows only in review.
   */
  @Test
  void sinksAreCalledOnlyByTheListed() {
    Set<String> callers = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.getMethodCallsFromSelf().stream()
              .anyMatch(c -> Sinks.METHODS.test(c.getTargetOwner().getName() + "." + c.getName()))
          || type.getConstructorCallsFromSelf().stream()
              .anyMatch(c -> Sinks.CONSTRUCTORS.contains(c.getTargetOwner().getName()))) {
        callers.add(outermost(type).getName());
      }
    }
    List<String> unlisted = new ArrayList<>(callers);
    unlisted.removeAll(Sinks.LISTED.keySet());
    assertThat(unlisted).as("classes that touch the world without being listed").isEmpty();
    List<String> idle = new ArrayList<>(Sinks.LISTED.keySet());
    idle.removeAll(callers);
    assertThat(idle).as("listed classes that touch nothing any more").isEmpty();
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass at = type;
    while (at.getEnclosingClass().isPresent()) {
      at = at.getEnclosingClass().get();
    }
    return at;
  }

  /** The calls that count as touching the world. */
  private static final class Sinks {
    static final Set<String> CONSTRUCTORS =
        Set.of(
            "java.lang.ProcessBuilder",
            "java.io.FileOutputStream",
            "java.io.FileWriter",
            "java.io.RandomAccessFile",
            "java.io.PrintWriter",
            "java.net.Socket",
            "java.net.ServerSocket");

    private static final Set<String> FILES =
        Set.of(
            "write",
            "writeString",
            "newOutputStream",
            "newBufferedWriter",
            "newByteChannel",
            "createDirectory",
            "createDirectories",
            "createFile",
            "createLink",
            "createSymbolicLink",
            "createTempFile",
            "createTempDirectory",
            "copy",
            "move",
            "delete",
            "deleteIfExists",
            "setPosixFilePermissions",
            "setOwner",
            "setAttribute",
            "setLastModifiedTime");

    static final Predicate<String> METHODS =
        call ->
            call.equals("java.lang.Runtime.exec")
                || call.equals("java.nio.channels.FileChannel.open")
                || call.equals("java.nio.channels.SocketChannel.open")
                || call.equals("java.nio.channels.ServerSocketChannel.open")
                || call.equals("java.lang.foreign.Linker.downcallHandle")
                || call.startsWith("java.sql.DriverManager.")
                || (call.startsWith("java.nio.file.Files.")
                    && FILES.contains(call.substring("java.nio.file.Files.".length())));

    static final Map<String, String> LISTED = listed();

    private static Map<String, String> listed() {
      try {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/sinks.txt"))) {
          if (!line.isBlank() && !line.startsWith("#")) {
            String[] parts = line.split(" +", 2);
            assertThat(parts).as(line).hasSize(2);
            listed.put(parts[0], parts[1]);
          }
        }
        return listed;
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  }
}
