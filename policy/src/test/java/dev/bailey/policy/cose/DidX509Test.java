package dev.bailey.policy.cose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a chain of certificates belongs to. */
class DidX509Test {
  private final TestAuthority root = TestAuthority.root("Root");
  private final TestAuthority middle = root.intermediate("Middle", 2038);
  private final TestAuthority leaf = middle.leaf("Leaf of+tests");
  private final List<X509Certificate> chain = TestAuthority.chain(leaf, middle, root);

  @Test
  void everyAuthorityOfThePathNamesTheLeaf() {
    assertThat(error(root.did(), chain)).isEqualTo("no error");
    assertThat(error(middle.did(), chain)).isEqualTo("no error");
    assertThat(error(leaf.did(), chain)).contains("unexpected certificate fingerprint");
  }

  @Test
  void aCertificateThatIsOnlyCarriedAlongNamesNobody() {
    TestAuthority stranger = TestAuthority.root("Stranger");
    List<X509Certificate> more = TestAuthority.chain(leaf, stranger, middle, root);
    assertThat(error(root.did(), more)).isEqualTo("no error");
    assertThat(error(stranger.did(), more)).contains("unexpected certificate fingerprint");
  }

  @Test
  void aChainMustHoldTogether() {
    TestAuthority impostor = root.impostor("Impostor");
    TestAuthority forged = impostor.leaf("Forged");
    assertThat(error(root.did(), TestAuthority.chain(forged, impostor, root)))
        .contains("unknown authority");
    TestAuthority early = root.intermediate("Early", 2030);
    assertThat(error(root.did(), TestAuthority.chain(early.leaf("Late"), early, root)))
        .contains("expired");
    assertThat(error(root.did(), TestAuthority.chain(leaf, root))).contains("unknown authority");
    assertThat(error(root.did(), TestAuthority.chain(leaf))).contains("too short");
  }

  @Test
  void manyCertificatesOfOneNameEndTheSearch() {
    List<X509Certificate> many = new ArrayList<>(TestAuthority.chain(leaf));
    for (int i = 0; i < 60; i++) {
      many.add(root.intermediate("Middle", 2038).certificate());
    }
    many.add(root.certificate());
    assertThat(error(root.did(), many)).contains("unknown authority");
  }

  @ParameterizedTest
  @CsvSource({
    "subject:CN:Leaf%20of%2Btests, no error",
    "subject:cn:Leaf+of%2Btests, no error",
    "subject:2.5.4.3:Leaf+of%2Btests, no error",
    "subject:CN:Leaf of, invalid subject value: CN=Leaf of",
    "subject:CN:%zz, invalid subject value",
    "subject:CN:a:cn:b, 'invalid subject value: CN=a'",
    "subject:CN, key-value pairs required",
    "subject:XX:y, unsupported subject key: XX",
    "san:dns:example.com, SAN not found: example.com",
    "san:door:a, unknown SAN type: door",
    "eku:1.2.3, EKU not found: 1.2.3",
    "eku:1.2:3.4, exactly one EKU required",
    "fulcio-issuer:example.com, invalid fulcio-issuer",
    "wish:x, unsupported did:x509 policy name 'wish'",
    "'', invalid policy",
  })
  void policiesSayWhatIsInTheLeaf(String policy, String error) {
    String did = root.did();
    String withPolicy = did.substring(0, did.indexOf("::") + 2) + policy;
    assertThat(error(withPolicy, chain)).contains(error);
  }

  @ParameterizedTest
  @CsvSource({
    "example, invalid DID string",
    "did:x509:0:sha256:abc, invalid DID string",
    "did:y509:0:sha256:abc::eku:1.2, unsupported method/prefix",
    "did:x509:1:sha256:abc::eku:1.2, unsupported did:x509 version",
    "did:x509:0:md5:abc::eku:1.2, unsupported hash algorithm",
    "did:x509:0:sha256:abc::eku:1.2, unexpected certificate fingerprint",
  })
  void whatIsNoIdentityIsNobody(String did, String error) {
    assertThat(error(did, chain)).contains(error);
  }

  private static String error(String did, List<X509Certificate> chain) {
    Tried<String> resolved = DidX509.resolve(did, chain);
    return EnvelopeTest.error(resolved);
  }
}
