package dev.bailey.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.dist.crash.FaultyAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fragments and trust lists that were tampered with, and agents that die after loading one. */
@Tag("container")
class SignedPiecesTest {
  private static Bailey bailey;
  @TempDir static Path dir;
  private static String house = "";
  private static byte[] honest = {};

  @BeforeAll
  static void setUp() throws IOException {
    bailey = Bailey.fresh();
    must("-y", "image", "build", "images/python-sklearn");
    must("init", dir.resolve("house.rego").toString());
    house = Files.readString(dir.resolve("house.rego"));
    for (String name : new String[] {"team", "other"}) {
      Bailey.Ran made = bailey.runIn(dir, "policy", "fragment", "keygen", name);
      assertThat(made.code()).as(made.all()).isZero();
    }
    honest = fragment("team", "team/digits", "2");
    policy("team", house + imports(issuer("team")));
  }

  @AfterAll
  static void tearDown() {
    bailey.close();
  }

  private static Bailey.Ran must(String... arguments) {
    Bailey.Ran ran = bailey.run(arguments);
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran;
  }

  private static void policy(String name, String rego) throws IOException {
    Path file = Files.writeString(dir.resolve(name + ".rego"), rego);
    must("policy", "sign", file.toString());
    must("policy", "set", file + ".signed");
  }

  private static String imports(String issuer) {
    return """

    framework_version := "0.5.0"

    fragments := [{
    	"issuer": "%s",
    	"feed": "team/digits",
    	"minimum_svn": "2",
    	"includes": ["namespace"],
    }]

    load_fragment := data.framework.load_fragment

    reason := data.framework.reason

    objections.create_container contains bailey.objection(
    	"argList", "the team says what may run",
    	"bring its fragment",
    ) if {
    	not data.team.may_run
    }
    """
        .formatted(issuer);
  }

  private static byte[] fragment(String signer, String feed, String svn) throws IOException {
    String rego =
        """
        package team

        svn := "%s"

        framework_version := "0.5.0"

        may_run := true
        """
            .formatted(svn);
    Path text = Files.writeString(dir.resolve("fragment.rego"), rego);
    return sign(signer, feed, text);
  }

  private static byte[] sign(String signer, String feed, Path text, String... more)
      throws IOException {
    Path to = dir.resolve("signed.cose");
    String[] command = {
      "policy",
      "fragment",
      "sign",
      text.toString(),
      "--chain",
      dir.resolve(signer + ".pem").toString(),
      "--key",
      dir.resolve(signer + ".key").toString(),
      "--feed",
      feed,
      "-o",
      to.toString()
    };
    String[] all = new String[command.length + more.length];
    System.arraycopy(command, 0, all, 0, command.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    Files.deleteIfExists(to);
    must(all);
    return Files.readAllBytes(to);
  }

  private static String issuer(String signer) throws IOException {
    Files.write(dir.resolve("probe.cose"), fragment(signer, "probe", "1"));
    String shown = must("policy", "fragment", "show", dir.resolve("probe.cose").toString()).out();
    Matcher did = Pattern.compile("did:x509:\\S+").matcher(shown);
    assertThat(did.find()).as(shown).isTrue();
    return did.group();
  }

  private static Path job(byte[] fragment, String more) throws IOException {
    Path job = Files.createTempDirectory(dir, "job");
    Files.writeString(job.resolve("main.py"), "print('hello', flush=True)\n");
    Files.write(job.resolve("team.cose"), fragment);
    Files.writeString(
        job.resolve("job.yaml"),
        "name: probe\nimage: python-sklearn\nscript: main.py\nfragments: [team.cose]\n" + more);
    return job;
  }

  private static void runs(byte[] fragment) throws IOException {
    Bailey.Ran ran = bailey.run("run", "-y", job(fragment, "").toString());
    assertThat(ran.code()).as(ran.all()).isZero();
    assertThat(ran.all()).contains("hello");
  }

  /** Refused by the policy; {@code bailey why} says the reason too. */
  private static String denied(Path job, String reason) {
    Bailey.Ran refused = bailey.run("run", "-y", job.toString());
    assertThat(refused.code()).as(refused.all()).isEqualTo(10);
    assertThat(refused.all()).contains(reason);
    String list = bailey.ask("ps", "-o", "json").out();
    Matcher ids = Pattern.compile("\"id\": ?\"(probe-[0-9a-z]{4})\"").matcher(list);
    String last = "";
    while (ids.find()) {
      last = ids.group(1);
    }
    assertThat(bailey.ask("why", last).out()).as(list).contains("denied by", reason);
    return refused.all();
  }

  @Test
  void aTamperedEnvelopeIsNoFragmentAndTheHonestOneRuns() throws IOException {
    runs(honest);
    Map<String, Integer> places =
        Map.of(
            "payload", indexOf(honest, "may_run := true".getBytes(StandardCharsets.UTF_8)),
            "signature", honest.length - 3,
            "feed", indexOf(honest, "team/digits".getBytes(StandardCharsets.UTF_8)));
    for (Map.Entry<String, Integer> place : places.entrySet()) {
      byte[] tampered = honest.clone();
      tampered[place.getValue()] ^= 1;
      Bailey.Ran refused = bailey.run("run", "-y", job(tampered, "").toString());
      assertThat(refused.code()).as(place + refused.all()).isEqualTo(2);
      assertThat(refused.all())
          .as("%s", place)
          .contains("fragments: team.cose: verification error");
    }
    byte[] spliced = spliced();
    Bailey.Ran refused = bailey.run("run", "-y", job(spliced, "").toString());
    assertThat(refused.code()).as(refused.all()).isEqualTo(2);
    assertThat(refused.all()).contains("fragments: team.cose: verification error");
    byte[] cut = Arrays.copyOf(honest, honest.length - 1);
    Bailey.Ran half = bailey.run("run", "-y", job(cut, "").toString());
    assertThat(half.code()).as(half.all()).isEqualTo(2);
    assertThat(half.all()).contains("fragments: team.cose: ").doesNotContain("verification error");
    runs(honest);
  }

  /** The honest payload and signature behind the other's signed header with the other's chain. */
  private static byte[] spliced() throws IOException {
    byte[] other = fragment("other", "team/digits", "2");
    int mine = indexOf(honest, "package team".getBytes(StandardCharsets.UTF_8));
    int theirs = indexOf(other, "package team".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(other, 0, theirs);
    all.write(honest, mine, honest.length - mine);
    return all.toByteArray();
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      int n = 0;
      while (n < what.length && in[i + n] == what[n]) {
        n++;
      }
      if (n == what.length) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void anotherIssuerAFeedOrALowerVersionIsRefusedAndWhySaysSo() throws IOException {
    denied(job(fragment("other", "team/digits", "2"), ""), "invalid fragment issuer");
    denied(job(fragment("team", "team/letters", "2"), ""), "invalid fragment feed");
    denied(
        job(fragment("team", "team/digits", "1"), ""),
        "fragment svn is below the specified minimum");
    runs(fragment("team", "team/digits", "3"));
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void aTrustListIsTakenFromWhomThePolicyNamesAndInNoLowerVersion() throws Exception {
    Path list = Files.write(dir.resolve("ledgers.cbor"), ledgers());
    String rule =
        """

        transparency_trust_lists := [{
        	"issuer": "%s",
        	"subject": "ledgers",
        	"minimum_svn": "3",
        	"allowed_ledgers": ["ledger.example"],
        }]

        load_transparency_trust_list := data.framework.load_transparency_trust_list
        """
            .formatted(issuer("team"));
    policy("listed", house + imports(issuer("team")) + rule);
    try {
      Path mine = job(honest, "trust_lists: [ledgers.cose]\n");
      Files.write(
          mine.resolve("ledgers.cose"),
          sign("team", "ledgers", list, "--trust-list", "--svn", "3"));
      Bailey.Ran ran = bailey.run("run", "-y", mine.toString());
      assertThat(ran.code()).as(ran.all()).isZero();

      Path theirs = job(honest, "trust_lists: [ledgers.cose]\n");
      Files.write(
          theirs.resolve("ledgers.cose"),
          sign("other", "ledgers", list, "--trust-list", "--svn", "3"));
      denied(theirs, "no TTL candidate matches");

      Path old = job(honest, "trust_lists: [ledgers.cose]\n");
      Files.write(
          old.resolve("ledgers.cose"), sign("team", "ledgers", list, "--trust-list", "--svn", "2"));
      denied(old, "no TTL candidate matches");

      policy(
          "receipts",
          house
              + imports(issuer("team"))
                  .replace("[\"namespace\"],", "[\"namespace\"],\n\"required_receipts\": [\"*\"],")
              + rule);
      denied(job(honest, ""), "missing receipt from");
    } finally {
      policy("team", house + imports(issuer("team")));
    }
  }

  /** A list with one ledger and its key on P-256, in CBOR. */
  private static byte[] ledgers() throws GeneralSecurityException {
    KeyPairGenerator maker = KeyPairGenerator.getInstance("EC");
    maker.initialize(new ECGenParameterSpec("secp256r1"));
    ECPublicKey key = (ECPublicKey) maker.generateKeyPair().getPublic();
    return HexFormat.of()
        .parseHex(
            "a16e"
                + HexFormat.of().formatHex("ledger.example".getBytes(StandardCharsets.US_ASCII))
                + "a10181a5010202426b3120012158"
                + "20"
                + hex(key.getW().getAffineX())
                + "225820"
                + hex(key.getW().getAffineY()));
  }

  private static String hex(BigInteger number) {
    String digits = number.toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  @Test
  void aPolicyMadeForAJobWithAFragmentTakesThatFragment() throws IOException {
    Path job = job(honest, "");
    Path generated = dir.resolve("generated.rego");
    must("policy", "generate", job.toString(), "-o", generated.toString());
    assertThat(Files.readString(generated)).contains("team/digits", "\"minimum_svn\": \"2\"");
    try {
      policy("generated", Files.readString(generated));
      Bailey.Ran ran = bailey.run("run", "-y", job.toString());
      assertThat(ran.code()).as(ran.all()).isZero();
      Files.write(job.resolve("team.cose"), fragment("team", "team/digits", "1"));
      denied(job, "fragment svn is below the specified minimum");
      Files.write(job.resolve("team.cose"), fragment("other", "team/digits", "2"));
      denied(job, "invalid fragment issuer");
    } finally {
      policy("team", house + imports(issuer("team")));
    }
  }

  @Test
  void aPolicyMadeForAJobWithATrustListTakesThatListAndNoForeignOne() throws Exception {
    Path list = Files.write(dir.resolve("ledgers.cbor"), ledgers());
    Path job = job(honest, "trust_lists: [ledgers.cose]\n");
    Path cose = job.resolve("ledgers.cose");
    Files.write(cose, sign("team", "ledgers", list, "--trust-list", "--svn", "3"));
    Path generated = dir.resolve("with-list.rego");
    must("policy", "generate", job.toString(), "-o", generated.toString());
    assertThat(Files.readString(generated))
        .contains("\"subject\": \"ledgers\"", "\"minimum_svn\": \"3\"", "ledger.example");
    String none = "no TTL candidate matches the provided TTL's issuer, subject and svn";
    try {
      policy("with-list", Files.readString(generated));
      Bailey.Ran ran = bailey.run("run", "-y", job.toString());
      assertThat(ran.code()).as(ran.all()).isZero();
      Files.write(cose, sign("other", "ledgers", list, "--trust-list", "--svn", "3"));
      assertThat(denied(job, none)).contains("one of [\"" + issuer("team") + "\"]");
      Files.write(cose, sign("team", "ledgers", list, "--trust-list", "--svn", "2"));
      assertThat(denied(job, none)).contains("svn", "at least 3");
      Files.write(cose, sign("team", "others", list, "--trust-list", "--svn", "3"));
      assertThat(denied(job, none)).contains("others", "one of [\"ledgers\"]");
      byte[] tampered = sign("team", "ledgers", list, "--trust-list", "--svn", "3");
      tampered[tampered.length - 3] ^= 1;
      Files.write(cose, tampered);
      Bailey.Ran refused = bailey.run("run", "-y", job.toString());
      assertThat(refused.code()).as(refused.all()).isEqualTo(2);
      assertThat(refused.all()).contains("trust_lists: ledgers.cose: verification error");
    } finally {
      policy("team", house + imports(issuer("team")));
    }
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void anAgentThatDiesAfterLoadingGoesOnWithTheFragment() throws Exception {
    String id = killed();
    Bailey.Ran log = bailey.run("logs", "-f", id);
    assertThat(log.out()).as(log.all() + bailey.ask("show", id).out()).contains("hello");
    assertThat(bailey.ask("why", id).out()).contains("it ended with code 0");
    assertThat(bailey.leftovers()).isEmpty();
  }

  @Test
  void anAgentThatFindsTheFragmentGoneStartsNothing() throws Exception {
    String id = killed();
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(honest));
    Path blob =
        bailey
            .home()
            .resolve("blobs/sha256")
            .resolve(digest.substring(0, 2))
            .resolve(digest.substring(2));
    byte[] kept = Files.readAllBytes(blob);
    Files.delete(blob);
    try {
      Bailey.Ran log = bailey.run("logs", "-f", id);
      assertThat(log.out()).as(log.all()).doesNotContain("hello");
      assertThat(bailey.ask("why", id).out())
          .contains("it was denied: floor refuses start_container")
          .contains("an attempt goes on only where its recorded decisions")
          .contains("cannot be repeated under its policy");
      assertThat(bailey.leftovers()).isEmpty();
    } finally {
      Files.write(blob, kept);
    }
  }

  /** Submits a job to an agent that is gone before the container is decided; the job. */
  private static String killed() throws IOException, InterruptedException {
    must("agent", "stop");
    Process agent =
        bailey.startAgent(FaultyAgent.class.getName(), Map.of("BAILEY_FAULT_POINT", "RANGE_TAKEN"));
    Bailey.Ran ran = bailey.run("run", "-d", "-y", job(honest, "").toString());
    assertThat(agent.waitFor()).isEqualTo(137);
    Matcher job = Pattern.compile("probe-[0-9a-z]{4}").matcher(ran.all());
    assertThat(job.find()).as(ran.all()).isTrue();
    return job.group();
  }
}
