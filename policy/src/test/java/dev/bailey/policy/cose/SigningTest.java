package dev.bailey.policy.cose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.Decision;
import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.law.RegoPolicy;
import dev.bailey.policy.options.PolicyDigest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fragments signed with keys of every kind, as a policy takes or refuses them. */
class SigningTest {
  private static final String REGO =
      "package team\nsvn := \"2\"\nframework_version := \"0.5.0\"\ncontainers := []\n";

  private final TestAuthority root = TestAuthority.root("Root");

  private static KeyPair keys(String kind, String size) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
    if (kind.equals("EC")) {
      generator.initialize(new ECGenParameterSpec(size));
    } else if (!size.isEmpty()) {
      generator.initialize(Integer.parseInt(size));
    }
    return generator.generateKeyPair();
  }

  private List<X509Certificate> chain(KeyPair leaf) {
    return List.of(
        CertificateMaker.make(
            "Root",
            root.keys(),
            "Team",
            leaf,
            2020,
            2035,
            List.of(CertificateMaker.signsMessages())),
        root.certificate());
  }

  private String issuer() {
    return root.did().replaceFirst("::eku:.*", "::subject:CN:Team");
  }

  private Tried<byte[]> sign(List<X509Certificate> chain, PrivateKey key) {
    return new Signing(chain, key, issuer(), "team/digits", OptionalLong.empty(), "text/rego")
        .sign(FragmentShelf.Kind.FRAGMENT, REGO.getBytes(StandardCharsets.UTF_8));
  }

  private Decision load(byte[] blob) {
    String policy =
        """
        package policy
        api_version := "0.12.0"
        framework_version := "0.5.0"
        fragments := [{
          "issuer": "%s", "feed": "team/digits", "minimum_svn": "2", "includes": ["containers"],
        }]
        load_fragment := data.framework.load_fragment
        reason := data.framework.reason
        """
            .formatted(issuer());
    return new RegoPolicy("importing", policy)
        .enforcer((kind, digest) -> Envelope.piece(kind, blob))
        .decide(
            List.of(
                new Question(
                    Point.LOAD_FRAGMENT,
                    Map.of(
                        "issuer",
                        issuer(),
                        "feed",
                        "team/digits",
                        "sha256",
                        PolicyDigest.sha256(blob)))));
  }

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, ES256",
    "EC, secp384r1, ES384",
    "EC, secp521r1, ES512",
    "RSA, 2048, PS256",
    "Ed25519, '', EDDSA",
  })
  void everyKindOfKeySignsWhatAPolicyLoads(String kind, String size, Algorithm algorithm)
      throws GeneralSecurityException {
    KeyPair leaf = keys(kind, size);
    List<X509Certificate> chain = chain(leaf);
    assertThat(Algorithm.of(chain.getFirst().getPublicKey())).contains(algorithm);
    byte[] good = sign(chain, leaf.getPrivate()).orNothing().orElseThrow();
    assertThat(load(good)).isInstanceOf(Decision.Allowed.class);
    byte[] signature = good.clone();
    signature[good.length - 1] ^= 1;
    assertThat(reason(load(signature))).contains("verification error");
    byte[] payload = good.clone();
    payload[indexOf(good, "containers")] ^= 1;
    assertThat(reason(load(payload))).contains("verification error");
    byte[] feed = good.clone();
    feed[indexOf(good, "team/digits")] ^= 1;
    assertThat(reason(load(feed))).contains("verification error");
  }

  private static String reason(Decision decision) {
    return decision instanceof Decision.Denied denied ? denied.denial().rule() : "allowed";
  }

  private static int indexOf(byte[] all, String text) {
    int at = new String(all, StandardCharsets.ISO_8859_1).indexOf(text);
    assertThat(at).isNotNegative();
    return at;
  }

  @ParameterizedTest
  @CsvSource({"RSA, 1024", "Ed448, ''", "DSA, 2048"})
  void weakAndUnknownKindsOfKeysSignNothing(String kind, String size)
      throws GeneralSecurityException {
    KeyPair leaf = keys(kind, size);
    assertThat(sign(chain(leaf), leaf.getPrivate()))
        .isInstanceOfSatisfying(
            Tried.Failed.class,
            failed -> assertThat(failed.error()).asString().contains("none for ECDSA"));
  }

  @Test
  void aKeyOfAnotherKindOrOwnerSignsNothing() throws GeneralSecurityException {
    List<X509Certificate> edwards = chain(keys("Ed25519", ""));
    assertThat(sign(edwards, keys("RSA", "2048").getPrivate())).isInstanceOf(Tried.Failed.class);
    assertThat(sign(edwards, keys("Ed25519", "").getPrivate())).isInstanceOf(Tried.Failed.class);
    List<X509Certificate> rsa = chain(keys("RSA", "2048"));
    assertThat(sign(rsa, keys("RSA", "2048").getPrivate())).isInstanceOf(Tried.Failed.class);
  }

  /** The header names one way of signing, the key belongs to another. */
  @Test
  void anAlgorithmThatTheKeyIsNotForIsRefused() throws GeneralSecurityException {
    KeyPair leaf = keys("RSA", "2048");
    byte[] good = sign(chain(leaf), leaf.getPrivate()).orNothing().orElseThrow();
    // In the header, alg (1) is followed by -37 for PS256: two bytes, the second of which counts.
    int at = new String(good, StandardCharsets.ISO_8859_1).indexOf("\u00018$");
    assertThat(at).isNotNegative();
    for (int other : new int[] {0x22, 0x23, 0x25, 0x26}) {
      byte[] bad = good.clone();
      bad[at + 2] = (byte) other;
      Tried<SignedPiece> opened = Envelope.piece(FragmentShelf.Kind.FRAGMENT, bad);
      assertThat(opened).as("algorithm %d", -1 - other).isInstanceOf(Tried.Failed.class);
    }
  }
}
