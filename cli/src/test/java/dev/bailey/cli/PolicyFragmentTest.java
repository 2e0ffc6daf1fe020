package dev.bailey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.ledger.note.NodeKey;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.cose.Envelope;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.options.PolicyDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fragments are signed, looked at, and refused where nobody could load them. */
class PolicyFragmentTest {
  private static final String REGO =
      "package team\n\nsvn := \"2\"\n\nframework_version := \"0.5.0\"\n\ncontainers := []\n";

  @TempDir Path dir;
  private Cli cli;
  private String issuer = "";

  @BeforeEach
  void keys() {
    cli = Cli.on(dir.resolve("home"));
    Cli.Ran made = cli.run("policy", "fragment", "keygen", at("team"));
    assertThat(made.code()).as(made.err()).isZero();
    issuer = made.out().strip();
  }

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  private Cli.Ran sign(String rego, String... more) throws IOException {
    return signed("team", "team", rego, more);
  }

  private Cli.Ran signed(String chain, String key, String rego, String... more) throws IOException {
    Files.writeString(dir.resolve("f.rego"), rego);
    Files.deleteIfExists(dir.resolve("f.cose"));
    String[] first = {
      "policy",
      "fragment",
      "sign",
      at("f.rego"),
      "--chain",
      at(chain + ".pem"),
      "--key",
      at(key + ".key"),
      "--feed",
      "team/digits",
      "-o",
      at("f.cose")
    };
    String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return cli.run(all);
  }

  private void refused(Cli.Ran ran, String reason) {
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains(reason);
    assertThat(dir.resolve("f.cose")).doesNotExist();
  }

  @Test
  void whatWasSignedOpensAndSaysWhoSignedIt() throws IOException {
    Cli.Ran ran = sign(REGO, "--svn", "2");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out().strip()).isEqualTo(issuer).contains("::subject:CN:team");
    byte[] blob = Files.readAllBytes(dir.resolve("f.cose"));
    assertThat(Envelope.piece(FragmentShelf.Kind.FRAGMENT, blob))
        .isInstanceOfSatisfying(
            Tried.Done.class,
            done -> assertThat(((SignedPiece) done.value()).issuer()).isEqualTo(issuer));
    assertThat(cli.run("policy", "fragment", "digest", at("f.cose")).out().strip())
        .isEqualTo(PolicyDigest.sha256(blob));
    assertThat(cli.run("policy", "fragment", "show", "--rego", at("f.cose")).out()).isEqualTo(REGO);
    assertThat(cli.run("policy", "fragment", "show", at("f.cose")).out())
        .contains(issuer, "team/digits", "2, by the envelope", "namespace  team", "CN=team");
    Cli.Ran verified = cli.run("policy", "fragment", "verify", at("f.cose"), "--issuer", issuer);
    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(verified.out()).contains("✔ chain", "✔ signature", "✔ trust", "✔ version");
  }

  @Test
  void aPolicyThatNamesIssuerFeedAndVersionLoadsWhatWasSigned() throws IOException {
    assertThat(sign(REGO).code()).isZero();
    byte[] blob = Files.readAllBytes(dir.resolve("f.cose"));
    assertThat(load(blob, "team/digits", "2")).isInstanceOf(Decision.Allowed.class);
    assertThat(reason(load(blob, "team/digits", "3"))).contains("svn is below");
    assertThat(reason(load(blob, "team/other", "2"))).contains("fragment feed");
    blob[blob.length - 1] ^= 1;
    assertThat(reason(load(blob, "team/digits", "2"))).contains("verification error");
  }

  /** What a policy says that takes a feed of this issuer from a version on. */
  private Decision load(byte[] blob, String wanted, String minimum) {
    String policy =
        """
        package policy
        api_version := "0.12.0"
        framework_version := "0.5.0"
        fragments := [{
          "issuer": "%s", "feed": "%s", "minimum_svn": "%s", "includes": ["containers"],
        }]
        load_fragment := data.framework.load_fragment
        reason := data.framework.reason
        """
            .formatted(issuer, wanted, minimum);
    Question question =
        new Question(
            Point.LOAD_FRAGMENT,
            Map.of("issuer", issuer, "feed", "team/digits", "sha256", PolicyDigest.sha256(blob)));
    return new RegoPolicy("importing", policy)
        .enforcer((kind, digest) -> Envelope.piece(kind, blob))
        .decide(List.of(question));
  }

  private static String reason(Decision decision) {
    return decision instanceof Decision.Denied denied ? denied.denial().rule() : "allowed";
  }

  @Test
  void aSemanticVersionStandsInTheText() throws IOException {
    assertThat(sign(REGO.replace("\"2\"", "\"1.2.3\"")).code()).isZero();
    refused(sign(REGO.replace("\"2\"", "\"1.2.3\""), "--svn", "1"), "they must be the same number");
  }

  @Test
  void y14WhatIsNotShownAsItStandsIsNotSigned() throws IOException {
    refused(sign(REGO + "# \u202e\n"), "line 8, column 3: U+202E is not shown as it stands");
    assertThat(sign(REGO + "# \n").code()).isZero();
    Path policy = Files.writeString(dir.resolve("p.rego"), "package policy\n# \u001b[8mx\n");
    NodeKey.open(dir.resolve("owner.key"), "owner");
    Cli.Ran ran = cli.run("policy", "sign", policy.toString(), "--key", at("owner.key"));
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).contains("line 2, column 3: U+001B", "nothing was signed");
    assertThat(dir.resolve("p.rego.signed")).doesNotExist();
    Files.writeString(policy, "package policy\n");
    assertThat(cli.run("policy", "sign", policy.toString(), "--key", at("owner.key")).code())
        .isZero();
  }

  @Test
  void eachByteCounts() throws IOException {
    assertThat(sign(REGO).code()).isZero();
    byte[] good = Files.readAllBytes(dir.resolve("f.cose"));
    for (int at = 0; at < good.length; at += 41) {
      byte[] bad = good.clone();
      bad[at] ^= 1;
      Files.write(dir.resolve("bad.cose"), bad);
      Cli.Ran ran = cli.run("policy", "fragment", "verify", at("bad.cose"));
      assertThat(ran.code()).as("byte %d: %s", at, ran.out()).isEqualTo(11);
      assertThat(ran.out()).contains("✘");
    }
  }

  @Test
  void anotherIssuerOrFeedThanWantedIsDoubt() throws IOException {
    assertThat(sign(REGO).code()).isZero();
    Cli.Ran other = cli.run("policy", "fragment", "verify", at("f.cose"), "--issuer", issuer + "x");
    assertThat(other.code()).isEqualTo(11);
    assertThat(other.out()).contains("✘ trust");
    assertThat(cli.run("policy", "fragment", "verify", at("f.cose"), "--feed", "x").out())
        .contains("✘ feed", "expected x, found team/digits", "! trust");
  }

  @Test
  void whatNobodyCouldLoadIsNotSigned() throws IOException {
    refused(sign("package policy\nsvn := 1\n"), "is reserved");
    refused(sign("# mine\npackage team\nsvn := 1\n"), "valid package definition");
    refused(sign("package team\nsvn := \n"), "rego");
    refused(sign("package team\nsvn := 1\nx := data.team.parameter(\n"), "rego");
    refused(sign("package team\nx := 1\n"), "neither the envelope nor the text states");
    refused(sign("package team\nsvn := \"new\"\n"), "neither a number nor a semantic version");
    refused(sign(REGO, "--svn", "3"), "the envelope states 3 and the text \"2\"");
    refused(sign("package team\n", "--svn", "-1"), "a number from 0");
    refused(sign(REGO, "--content-type", "rego"), "type/subtype");
  }

  @Test
  void aChainThatDoesNotFitIsNotUsed() throws IOException {
    assertThat(cli.run("policy", "fragment", "keygen", at("other")).code()).isZero();
    refused(signed("team", "other", REGO), "not that of the first certificate");
    String chain = Files.readString(dir.resolve("team.pem"));
    int second = chain.indexOf("-----BEGIN", 5);
    Files.writeString(dir.resolve("short.pem"), chain.substring(0, second));
    refused(signed("short", "team", REGO), "certificate chain too short");
    Files.writeString(
        dir.resolve("turned.pem"), chain.substring(second) + chain.substring(0, second));
    refused(signed("turned", "team", REGO), "the leaf comes first");
    refused(sign(REGO, "--issuer", "eku:1.2.3"), "no EKU extension");
    refused(sign(REGO, "--issuer", "subject:CN:else"), "invalid subject value");
    Files.writeString(
        dir.resolve("sec1.key"),
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    refused(signed("team", "sec1", REGO), "openssl pkcs8");
  }

  @Test
  void aTrialKeyIsItsOwnersAndIsNotOverwritten() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("team.key"))))
        .isEqualTo("rw-------");
    String before = Files.readString(dir.resolve("team.key"));
    assertThat(cli.run("policy", "fragment", "keygen", at("team")).code()).isEqualTo(1);
    assertThat(Files.readString(dir.resolve("team.key"))).isEqualTo(before);
  }
}
