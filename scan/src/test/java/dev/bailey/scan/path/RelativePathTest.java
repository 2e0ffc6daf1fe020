package dev.bailey.scan.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {
  private static void refused(String text, String reason) {
    assertThat(RelativePath.parse(text))
        .isInstanceOfSatisfying(
            RelativePath.Result.Refused.class, r -> assertThat(r.reason()).contains(reason));
  }

  private static RelativePath ok(String text) {
    assertThat(RelativePath.parse(text)).isInstanceOf(RelativePath.Result.Ok.class);
    return new RelativePath(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "a/b/c",
        "...a",
        ".hidden",
        "-rf",
        "with space",
        "ünïcode/模型.bin",
        "%2e%2e%2fetc",
        "%252e%252e",
        "..;x",
        "~",
        "$HOME"
      })
  void ordinaryNamesMeanThemselves(String text) {
    assertThat(ok(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/../b", "a/..", "./a", "a/.", ".", "..;/../x", "a/./b"})
  void p1TraversalIsRefused(String text) {
    refused(text, "a component is '.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..\\x", "a\\b", "\\\\server\\share", "C\\x"})
  void p1BackslashIsRefused(String text) {
    refused(text, "backslash");
  }

  @Test
  void p1OverlongUtf8IsNotText() {
    byte[] overlongSlash = {'.', '.', (byte) 0xC0, (byte) 0xAF, 'x'};
    assertThat(RelativePath.parseInTree(overlongSlash))
        .isInstanceOf(RelativePath.Result.Refused.class);
    refused(new String(overlongSlash, StandardCharsets.UTF_8), "replacement");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "//server/share", "/"})
  void p2AbsoluteIsRefused(String text) {
    refused(text, "absolute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:/x", "file:x", "a:ro", "a,dev", "file:///x"})
  void p2DriveUrlAndMountOptionsAreRefused(String text) {
    refused(text, "colon or comma");
  }

  @Test
  void colonAndCommaAreOrdinaryInsideATree() {
    assertThat(RelativePath.parseInTree("12:00,left.csv"))
        .isInstanceOf(RelativePath.Result.Ok.class);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, '\n', '\r', '\t', 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x200B, 0x200E, 0x202E, 0x2028,
        0x2029, 0x2066, 0xFEFF, 0xE0041
      })
  void p3ControlAndInvisibleCharactersAreRefused(int c) {
    refused("a" + Character.toString(c) + "b", "there is a");
  }

  @Test
  void p3HalfASurrogatePairIsRefused() {
    refused("a\uD800b", "surrogate");
    refused("a\uDC00", "surrogate");
    ok("a\uD83D\uDE00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a ", "a./b", "a /b", "a...", " "})
  void p8TrailingDotOrSpaceIsRefused(String text) {
    refused(text, "ends in a dot or space");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a//b", "a/"})
  void emptyComponentsAreRefused(String text) {
    refused(text, "empty");
  }

  @Test
  void p8LengthLimitsAreExact() {
    ok("x".repeat(255));
    refused("x".repeat(256), "longer than 255");
    ok("é".repeat(127));
    refused("é".repeat(128), "longer than 255");
    String fifteen =
        IntStream.range(0, 16).mapToObj(i -> "x".repeat(255)).collect(Collectors.joining("/"));
    ok(fifteen);
    refused(fifteen + "/y", "longer than 4096");
  }

  @Test
  void p8DepthLimitIsExact() {
    String deep = "a/".repeat(63) + "a";
    assertThat(ok(deep).components()).hasSize(64);
    refused(deep + "/a", "deeper than 64");
  }

  static Stream<String[]> twins() {
    return Stream.of(
        new String[] {"README", "readme"},
        new String[] {"caf\u00e9", "cafe\u0301"},
        new String[] {"CAF\u00c9", "cafe\u0301"},
        new String[] {"stra\u00dfe", "STRASSE"},
        new String[] {"\u212bngstrom", "\u00e5ngstrom"},
        new String[] {"a/B", "A/b"});
  }

  @ParameterizedTest
  @MethodSource("twins")
  void p8TwinsShareAKey(String one, String other) {
    assertThat(ok(one).twinKey()).isEqualTo(ok(other).twinKey());
  }

  @Test
  void otherNamesHaveOtherKeys() {
    assertThat(ok("a").twinKey()).isNotEqualTo(ok("b").twinKey());
    assertThat(ok("x\u00b2").twinKey()).isNotEqualTo(ok("x2").twinKey());
  }

  @Test
  void theConstructorCannotBeFooled() {
    assertThatThrownBy(() -> new RelativePath("../x")).isInstanceOf(IllegalArgumentException.class);
  }
}
