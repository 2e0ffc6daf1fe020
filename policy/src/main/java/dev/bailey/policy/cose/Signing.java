package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.interpreter.Tried;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalLong;

/**
 * Puts a piece of policy into a signed envelope, in the form that {@link Envelope} opens.
 *
 * @param chain leaf first, root last
 * @param key of the leaf
 * @param issuer the identity that the chain is of, a {@code did:x509} text
 * @param subject what the piece is about: the feed of a fragment
 * @param svn the security version that the envelope states, from 0
 * @param contentType of the form {@code type/subtype}; nothing hangs on it
 */
public record Signing(
    List<X509Certificate> chain,
    PrivateKey key,
    String issuer,
    String subject,
    OptionalLong svn,
    String contentType) {

  public Signing {
    chain = List.copyOf(chain);
  }

  /**
   * Signs, and opens what was signed as those will who get it.
   *
   * @return the envelope's bytes, or why there can be none
   */
  public Tried<byte[]> sign(FragmentShelf.Kind kind, byte[] payload) {
    if (svn.isPresent() && svn.getAsLong() < 0) {
      return Tried.failed("a security version is a number from 0, not " + svn.getAsLong());
    }
    X509Certificate leaf = chain.getFirst();
    return Algorithm.of(leaf.getPublicKey())
        .map(Tried::done)
        .orElseGet(() ->
            Tried.failed(
                "the key of the first certificate is none for ECDSA on P-256, P-384 or P-521, for"
                    + " RSA with 2048 bits or more, or for Ed25519"))
        .then(algorithm -> envelope(algorithm, Bytes.of(payload)))
        .then(blob -> Envelope.piece(kind, blob).map((SignedPiece piece) -> blob));
  }

  private Tried<byte[]> envelope(Algorithm algorithm, Bytes payload) {
    Bytes header = Bytes.of(header(algorithm));
    byte[] signed = CoseSign1.signed(header, payload);
    return algorithm
        .sign(key, signed)
        .then(signature ->
            algorithm.verifies(chain.getFirst().getPublicKey(), signed, signature)
                ? Tried.done(CoseSign1.encoded(header, payload, signature))
                : Tried.failed(
                    "the key is not that of the first certificate, "
                        + chain.getFirst().getSubjectX500Principal()));
  }

  private byte[] header(Algorithm algorithm) {
    CborWriter header =
        new CborWriter()
            .map(4)
            .whole(Headers.ALGORITHM)
            .whole(algorithm.number())
            .whole(Headers.CONTENT_TYPE)
            .text(contentType)
            .whole(Headers.CLAIMS)
            .map(svn.isPresent() ? 3 : 2)
            .whole(Envelope.CLAIM_ISSUER)
            .text(issuer)
            .whole(Envelope.CLAIM_SUBJECT)
            .text(subject);
    if (svn.isPresent()) {
      header.text(Envelope.CLAIM_VERSION).whole(svn.getAsLong());
    }
    header.whole(Headers.CHAIN).array(chain.size());
    chain.forEach(certificate -> header.octets(Bytes.of(Pem.encoded(certificate))));
    return header.toArray();
  }
}
