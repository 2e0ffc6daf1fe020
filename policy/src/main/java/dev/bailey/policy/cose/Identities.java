package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** The identity that a chain of certificates is of. */
public final class Identities {
  private Identities() {}

  /**
   * Everybody below the last certificate of a chain who is as the terms say.
   *
   * @param chain leaf first, root last
   * @param terms such as {@code subject:CN:Team} or {@code eku:1.2.3}; if there are none, those
   *     with the common name of the leaf
   * @return a {@code did:x509} text that the chain is of, or why it is not
   */
  public static Tried<String> of(List<X509Certificate> chain, List<String> terms) {
    LeafIdentity leaf = new LeafIdentity(chain.getFirst());
    List<String> names = leaf.subject("2.5.4.3");
    if (terms.isEmpty() && names.isEmpty()) {
      return Tried.failed("the first certificate has no common name to be told by");
    }
    List<String> told =
        terms.isEmpty() ? List.of("subject:CN:" + escaped(names.getFirst())) : terms;
    byte[] root = Sha256.of(Pem.encoded(chain.getLast())).toArray();
    String did =
        "did:x509:0:sha256:%s::%s"
            .formatted(
                Base64.getUrlEncoder().withoutPadding().encodeToString(root),
                String.join("::", told));
    return DidX509.resolve(did, chain);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
