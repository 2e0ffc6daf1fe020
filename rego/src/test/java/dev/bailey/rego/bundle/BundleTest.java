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
