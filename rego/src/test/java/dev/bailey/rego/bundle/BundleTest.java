package dev.bailey.rego.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.Policy;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.Result;
import dev.bailey.rego.value.RegoNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as they should be, and as an attacker makes them. */
class BundleTest {
  private static final String MODULE = "package a.p\nq := data.a.n + 1\n";

  @TempDir Path folder;

  private static Archive good() {
    return new Archive()
        .file("/.manifest", "{\"revision\": \"r7\", \"roots\": [\"a\"]}")
        .file("/a/data.json", "{\"n\": 41}")
        .file("./p.rego", MODULE);
  }

  private static Result<Policy> load(byte[] archive) {
    return Engine.standard().policy().bundle("b.tar.gz", archive).compile();
  }

  private static void refused(Archive archive, String why) {
    assertThat(load(archive.bytes()).problems())
        .extracting(RegoError::toString)
        .singleElement()
        .asString()
        .contains(why);
  }

  @Test
  void anArchiveIsRead() {
    Policy policy = load(good().bytes()).orThrow();
    assertThat(policy.ask("data.a.p.q", Input.NONE))
        .isEqualTo(new Outcome.Defined(RegoNumber.of(42)));
    assertThat(policy.manifests().getFirst().revision()).isEqualTo("r7");
  }

  @Test
  void aFolderIsRead() throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/data.json"), "{\"n\": 1}");
    Files.writeString(folder.resolve("a/other.json"), "{\"n\": 2}");
    Files.writeString(folder.resolve("p.rego"), MODULE);
    Policy policy = Engine.standard().policy().bundle(folder).compile().orThrow();
    assertThat(policy.ask("data.a.p.q", Input.NONE))
        .isEqualTo(new Outcome.Defined(RegoNumber.of(2)));
  }

  @Test
  void namesThatLeadOutsideAreRefused() {
    refused(good().file("../evil.rego", "package a"), "leads outside");
    refused(good().file("/a/../../evil.rego", "package a"), "leads outside");
    refused(good().entry("a/link", new byte[0], '2'), "neither file nor folder");
    refused(good().entry("a/hard", new byte[0], '1'), "neither file nor folder");
  }

  @Test
  void aLinkOutOfAFolderIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("secret.rego"), "package secret");
    Files.createSymbolicLink(folder.resolve("in/x.rego"), folder.resolve("secret.rego"));
    assertThat(Engine.standard().policy().bundle(folder.resolve("in")).compile().problems())
        .isNotEmpty();
  }

  @Test
  void aFileThatComesTwiceIsRefused() {
    refused(good().file("a/data.json", "{}"), "twice");
  }

  @Test
  void aBombIsRefusedBeforeItIsUnpacked() {
    byte[] archive = good().entry("a/zeros", new byte[3_000_000], '0').bytes();
    Engine engine = Engine.builder().limits(Limits.STANDARD.withBundleBytes(1_000_000)).build();
    assertThat(engine.policy().bundle("b", archive).compile().problems())
        .singleElement()
        .asString()
        .contains("larger than");
  }

  @Test
  void whatABundleHasTooManyOfIsRefused() {
    Archive archive = new Archive();
    for (int i = 0; i <= Limits.STANDARD.bundleFiles(); i++) {
      archive.file("a" + i + "/data.json", "");
    }
    refused(archive, "more than " + Limits.STANDARD.bundleFiles() + " files");
  }

  @Test
  void sizesThatLieAreRefused() {
    for (String size : new String[] {"77777777777", "00000001000", "-0000000001", "\u00ff\u00ff"}) {
      byte[] tar = good().unzipped();
      Archive.put(tar, 124, size);
      assertThat(load(Archive.zipped(tar))).as(size).isInstanceOf(Result.Failed.class);
    }
  }

  private static byte[] module(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatProgramsReadInDifferentWaysIsRefused() {
    byte[] evil = module("package evil\n\np := 1\n");
    refused(good().pax('x', "size", "1").file("b.rego", "package b"), "another size or shape");
    refused(good().pax('x', "GNU.sparse.major", "1").file("b.rego", ""), "another size or shape");
    refused(good().pax('g', "path", "c.rego").file("b.rego", ""), "all files of the archive");
    refused(good().pax('x', "path", "a\0/../b.rego").file("b.rego", ""), "NUL");
    refused(good().pax('x', "path", "../b.rego").file("b.rego", ""), "leads outside");
    refused(good().entry("b", new byte[512], '5'), "has a size");
    refused(good().entry("b.rego", evil, '0', "00000000x27 "), "not an octal number");
    refused(good().entry("b.rego", evil, '0', "0000 0000027"), "not an octal number");
    refused(good().entry("b.rego", evil, 'S'), "neither file nor folder");
    refused(good().raw(new byte[512]).file("b.rego", "package b"), "behind the end");
    refused(good().raw(new byte[1024]).raw(evil), "behind the end");
  }

  @Test
  void headersThatSayNothingOfFilesAreFine() {
    Archive archive =
        new Archive()
            .pax('g', "comment", "made by somebody")
            .entry("b", new byte[0], '5')
            .pax('x', "mtime", "1.5")
            .entry("b/c.rego", module("package b.c\n\np := 1\n"), '0', "         24  ")
            .pax('x', "path", "b/" + "d".repeat(120) + ".rego")
            .file("b/d.rego", "package b.d\n\np := 2\n");
    Policy policy = load(archive.bytes()).orThrow();
    assertThat(policy.ask("[data.b.c.p, data.b.d.p]", Input.NONE).toOptional())
        .hasToString("Optional[[1, 2]]");
    assertThat(policy.modules()).anyMatch(m -> m.source().name().endsWith("ddd.rego"));
  }

  @Test
  void manyDocumentsAreReadInTheTimeOfOne() {
    Archive archive = new Archive();
    for (int i = 0; i < 20_000; i++) {
      archive.file("k" + i + "/data.json", "{}");
    }
    Policy policy = load(archive.bytes()).orThrow();
    assertThat(policy.ask("count(data)", Input.NONE).toOptional()).hasToString("Optional[20000]");
  }

  @Test
  void foldersHaveALimitOfNesting() {
    String path = "a/".repeat(100_000) + "data.json";
    refused(new Archive().pax('x', "path", path).file("x", "{}"), "nested more than 1000 deep");
  }

  @Test
  void documentsMeetInOneTree() {
    Archive archive =
        new Archive()
            .file("data.json", "{\"a\": {\"b\": {\"c\": 1}, \"x\": [1]}}")
            .file("a/data.json", "{\"b\": {\"d\": 2}, \"x\": [1]}")
            .file("a/b/data.json", "{\"e\": {}}")
            .file("a/b/e/data.json", "3");
    refused(archive, "another document defines e too");
    Policy policy =
        load(new Archive()
                .file("data.json", "{\"a\": {\"b\": {\"c\": 1}, \"x\": [1]}}")
                .file("a/data.json", "{\"b\": {\"d\": 2}, \"x\": [1]}")
                .file("a/b/data.json", "{\"e\": {}}")
                .file("a/b/f/data.json", "3")
                .bytes())
            .orThrow();
    assertThat(policy.data().toJson())
        .isEqualTo("{\"a\":{\"b\":{\"c\":1,\"d\":2,\"e\":{},\"f\":3},\"x\":[1]}}");
  }

  @Test
  void whatWouldBeLoadedInPartIsRefused() {
    refused(good().file("patch.json", "{\"data\": []}"), "delta bundle");
    refused(
        new Archive().file(".manifest", "{\"wasm\": [{\"entrypoint\": \"a/p\"}]}"), "WebAssembly");
    StringBuilder roots = new StringBuilder("\"r\"");
    StringBuilder versions = new StringBuilder("\"/x*\": 1");
    for (int i = 0; i < 1_000; i++) {
      roots.append(", \"r").append(i).append('"');
      versions.append(", \"/").append(i).append("*\": 1");
    }
    refused(new Archive().file(".manifest", "{\"roots\": [" + roots + "]}"), "1000 roots");
    refused(
        new Archive().file(".manifest", "{\"file_rego_versions\": {" + versions + "}}"),
        "1000 patterns");
  }

  @Test
  void anArchiveInAnArchiveStaysShut() {
    Archive inner = new Archive().file("a/more.rego", "package a.more\nq := 1");
    Archive outer = good().entry("a/inner.tar.gz", inner.bytes(), '0');
    Policy policy = load(outer.bytes()).orThrow();
    assertThat(policy.modules()).hasSize(1);
    assertThat(policy.ask("data.a.more", Input.NONE)).isEqualTo(new Outcome.Undefined());
  }

  @Test
  void whatIsOutsideTheRootsIsRefused() {
    refused(good().file("b/data.json", "{\"x\": 1}"), "do not permit data at path '/b'");
    refused(good().file("c.rego", "package c"), "do not permit 'package c'");
  }

  @Test
  void rootsOfTwoBundlesMustNotOverlap() {
    assertThat(
            Engine.standard()
                .policy()
                .bundle("one", good().bytes())
                .bundle("two", good().bytes())
                .compile()
                .problems())
        .singleElement()
        .asString()
        .contains("overlapping roots");
    refused(new Archive().file(".manifest", "{\"roots\": [\"a\", \"a/b\"]}"), "overlapped roots");
  }

  @Test
  void brokenArchivesAreRefused() {
    byte[] whole = good().bytes();
    for (int cut = 0; cut < whole.length; cut += 7) {
      byte[] part = java.util.Arrays.copyOf(whole, cut);
      assertThat(load(part)).isInstanceOf(Result.Failed.class);
    }
    refused(good().file("a/x/data.json", "{\"a\": "), "a/x/data.json");
    refused(good().file(".manifest2", "").file("a/b.rego", "package a {"), "rego_parse_error");
  }

  @Test
  void modulesMayBeInTheOldForm() {
    String old = "package a\np { true }\n";
    refused(new Archive().file("a.rego", old), "rego_parse_error");
    Archive archive =
        new Archive()
            .file(".manifest", "{\"rego_version\": 1, \"file_rego_versions\": {\"/*.rego\": 0}}")
            .file("a.rego", old);
    assertThat(load(archive.bytes()).orThrow().modules().getFirst().version())
        .isEqualTo(RegoVersion.V0);
  }

  @Test
  void aSignatureHoldsForExactlyItsFiles() throws Exception {
    String data = "{\"a\":{\"n\":1}}";
    byte[] signed = Archive.signed(data, "secret").file("a.rego", "package a").bytes();
    VerificationKey key = new VerificationKey("HS256", "secret");
    assertThat(load(signed, key)).isEmpty();
    assertThat(load(signed, new VerificationKey("HS256", "other"))).contains("none of the keys");
    assertThat(load(signed, new VerificationKey("HS512", "secret"))).contains("none of the keys");
    assertThat(load(good().bytes(), key)).contains("no .signatures.json");
    byte[] more =
        Archive.signed(data, "secret")
            .file("a.rego", "package a")
            .file("b.rego", "package a")
            .bytes();
    assertThat(load(more, key)).contains("not included");
    byte[] other = Archive.signed(data, "secret").file("a.rego", "package b").bytes();
    assertThat(load(other, key)).contains("digest mismatch");
    assertThat(load(Archive.signed(data, "secret").bytes(), key)).contains("signed and missing");
    assertThat(load(signed).problems()).asString().contains("no verification key");
  }

  private static String load(byte[] archive, VerificationKey key) {
    Result<Policy> result = Engine.standard().policy().trust(key).bundle("b", archive).compile();
    return result.problems().isEmpty() ? "" : result.problems().toString();
  }
}
