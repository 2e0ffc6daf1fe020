package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.bundle.Archive;
import dev.bailey.rego.bundle.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an attacker would try first, each by its name: the answer is an error value that says where,
 * within the limits; nothing escapes as an exception, and nothing is loaded in part.
 */
@Timeout(300)
class HostileInputTest {
  private static final Engine ENGINE = Engine.builder().strictBuiltinErrors(true).build();
  private static final String GOOD = "package good\n\np := 1\n";

  /** Compiles a module beside a good one, which must not be loaded alone. */
  private static Result<Policy> compile(String text) {
    return ENGINE.policy().module("good.rego", GOOD).module("m.rego", text).compile();
  }

  private static Outcome ask(String module, String input) {
    return compile(module).orThrow().ask("data.a.p", Input.json(input));
  }

  private static RegoError refused(Result<Policy> result) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    RegoError error = result.problems().getFirst();
    assertThat(error.location().source().name()).isEqualTo("m.rego");
    assertThat(error.location().row()).isPositive();
    return error;
  }

  private static RegoError failed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    RegoError error = ((Outcome.Failed) outcome).errors().getFirst();
    assertThat(error.location().source().name()).isEqualTo("m.rego");
    assertThat(error.location().row()).isPositive();
    return error;
  }

  private static void refused(Result<Policy> result, String why) {
    assertThat(result).isInstanceOf(Result.Failed.class);
    assertThat(result.problems().getFirst().toString()).contains("b.tar.gz").contains(why);
  }

  private static Archive bundle() {
    return new Archive().file("a.rego", "package a\n\np := 1\n");
  }

  @Test
  void malformedUtf8(@TempDir Path folder) throws Exception {
    byte[] text = "package a\n\np := \"?\"".getBytes(StandardCharsets.UTF_8);
    text[17] = (byte) 0xc0;
    Files.write(folder.resolve("m.rego"), text);
    RegoError error = ENGINE.policy().files(folder).compile().problems().getFirst();
    assertThat(error.location().source().name()).endsWith("m.rego");
    assertThat(error.location().row()).isEqualTo(3);
  }

  @Test
  void nul() {
    assertThat(refused(compile("package a\np := \u0000")).location().row()).isEqualTo(2);
    assertThat(refused(compile("package a\n# \u0000")).location().row()).isEqualTo(2);
  }

  @Test
  void tenMegabytesOfModule() {
    String module = "package a\np := [" + "1, ".repeat(3_500_000) + "1]\n";
    assertThat(compile(module).orThrow().ask("count(data.a.p)", Input.NONE).toOptional())
        .hasToString("Optional[3500001]");
    Engine hurried =
        Engine.builder().limits(Limits.STANDARD.withCompileTime(Duration.ofMillis(1))).build();
    assertThat(refused(hurried.policy().module("m.rego", module).compile()).message())
        .contains("compile time");
  }

  @Test
  void nestingOf100000() {
    for (String open : List.of("[", "{", "(", "{\"a\": ", "count(", "[x | x := ")) {
      assertThat(refused(compile("package a\np := " + open.repeat(100_000))).message())
          .contains("nested too deeply");
    }
    Outcome outcome = ask("package a\np := input", "[".repeat(100_000));
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    RegoError error = ((Outcome.Failed) outcome).errors().getFirst();
    assertThat(error.message()).contains("exceeded max depth");
    assertThat(error.location().row()).isEqualTo(1);
  }

  @Test
  void aMillionRules() {
    RegoError error = refused(compile("package a\n" + "p contains 1\n".repeat(1_000_000)));
    assertThat(error.message()).isEqualTo("more than 200000 rules");
    assertThat(error.location().row()).isEqualTo(200_002);
  }

  @Test
  void namesThatAreNotNormalised() {
    String composed = "\u00e9";
    String decomposed = "e\u0301";
    assertThat(
            ask("package a\np := count({\"%s\", \"%s\"})".formatted(composed, decomposed), "{}")
                .toOptional())
        .hasToString("Optional[2]");
    assertThat(refused(compile("package a\n" + composed + " := 1")).location().row()).isEqualTo(2);
    assertThat(refused(compile("package a\n" + decomposed + " := 1")).location().row())
        .isEqualTo(2);
  }

  @Test
  void tenToTheFourHundredth() {
    assertThat(ask("package a\np := 1e400", "{}").toOptional()).hasToString("Optional[1e400]");
    assertThat(ask("package a\np := input * 0", "1e400").toOptional()).hasToString("Optional[0]");
    failed(ask("package a\np := numbers.range(1, input)", "1e400"));
    failed(ask("package a\np := bits.lsh(1, input)", "1e400"));
  }

  @Test
  void numbersOfTenThousandDigits() {
    String digits = "9".repeat(10_000);
    assertThat(ask("package a\np := " + digits + " % 10", "{}").toOptional())
        .hasToString("Optional[9]");
    assertThat(ask("package a\np := input * input > input", digits).isTrue()).isTrue();
    assertThat(refused(compile("package a\np := " + "9".repeat(10_000_000))).message())
        .contains("number is too large");
  }

  @Test
  void aCatastrophicRegularExpression() {
    String evil = "a".repeat(30_000) + "!";
    assertThat(
            ask("package a\np := regex.match(`^(a+)+$`, input)", "\"" + evil + "\"").toOptional())
        .hasToString("Optional[false]");
    failed(ask("package a\np := regex.match(`((a{1000}){1000}){1000}`, input)", "\"a\""));
  }

  @Test
  void anExplosiveComprehension() {
    String module = "package a\np := [1 | r := numbers.range(1, 10000); r[_]; r[_]; r[_]; r[_]]\n";
    assertThat(failed(ask(module, "{}")).code()).isEqualTo(RegoError.Code.EVAL_LIMIT);
  }

  @Test
  void cyclicImports() {
    Result<Policy> result =
        ENGINE
            .policy()
            .module("m.rego", "package a\nimport data.b\np := b.q\n")
            .module("n.rego", "package b\nimport data.a\nq := a.p\n")
            .compile();
    assertThat(refused(result).code()).isEqualTo(RegoError.Code.RECURSION);
  }

  @Test
  void recursiveRules() {
    assertThat(refused(compile("package a\np if q\nq if p\n")).code())
        .isEqualTo(RegoError.Code.RECURSION);
    assertThat(refused(compile("package a\nf(x) := f(x - 1)\n")).code())
        .isEqualTo(RegoError.Code.RECURSION);
  }

  @Test
  void conflictingDefinitions() {
    refused(compile("package a\np := 1\np contains 1\n"));
    refused(compile("package a\ndefault p := 1\ndefault p := 2\n"));
    RegoError error =
        failed(ask("package a\np := 1 if input.x\np := 2 if input.x\n", "{\"x\": 1}"));
    assertThat(error.code()).isEqualTo(RegoError.Code.EVAL_CONFLICT);
  }

  @Test
  void aBundleThatLeadsOutside() {
    for (String name : List.of("../m.rego", "/x/../../m.rego", "x/../../../etc/m.rego")) {
      byte[] archive = bundle().file(name, "package m").bytes();
      refused(ENGINE.policy().bundle("b.tar.gz", archive).compile(), "leads outside");
    }
  }

  @Test
  void aZipBomb() {
    byte[] archive = bundle().entry("data.json", new byte[100 << 20], '0').bytes();
    assertThat(archive.length).isLessThan(1 << 20);
    Engine small = Engine.builder().limits(Limits.STANDARD.withBundleBytes(10 << 20)).build();
    refused(small.policy().bundle("b.tar.gz", archive).compile(), "larger than");
  }

  @Test
  void aWrongSignature() throws Exception {
    byte[] archive = Archive.signed("{}", "secret").file("a.rego", "package a").bytes();
    VerificationKey other = new VerificationKey("HS256", "other");
    refused(ENGINE.policy().trust(other).bundle("b.tar.gz", archive).compile(), "none of the keys");
    byte[] changed = Archive.signed("{}", "secret").file("a.rego", "package b").bytes();
    VerificationKey right = new VerificationKey("HS256", "secret");
    refused(ENGINE.policy().trust(right).bundle("b.tar.gz", changed).compile(), "digest mismatch");
    assertThat(ENGINE.policy().trust(right).bundle("b.tar.gz", archive).compile().problems())
        .isEmpty();
  }
}
