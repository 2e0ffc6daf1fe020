package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as texts (RFC 7468). */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

  private Pem() {}

  private record Block(String label, Bytes content) {}

  /** The certificates of a text, in their order; blocks of other kinds are passed over. */
  public static Tried<List<X509Certificate>> chain(String text) {
    List<X509Certificate> chain = new ArrayList<>();
    for (Block block : blocks(text)) {
      if (block.label.equals(CERTIFICATE)) {
        Optional<X509Certificate> read = certificate(block.content.toArray());
        if (read.isEmpty()) {
          return Tried.failed("certificate %d cannot be read".formatted(chain.size() + 1));
        }
        chain.add(read.get());
      }
    }
    return chain.isEmpty()
        ? Tried.failed("there is no block \"BEGIN CERTIFICATE\" in it")
        : Tried.done(List.copyOf(chain));
  }

  /** The one private key of a text, which must be in the form PKCS #8 and not be encrypted. */
  public static Tried<PrivateKey> key(String text) {
    List<Block> keys = blocks(text).stream().filter(block -> block.label.endsWith(KEY)).toList();
    if (keys.size() != 1) {
      return Tried.failed("there must be one private key in it, and there are " + keys.size());
    }
    Block key = keys.getFirst();
    if (!key.label.equals(KEY)) {
      return Tried.failed(
          "a block \"%s\" is not read; 'openssl pkcs8 -topk8 -nocrypt -in FILE' makes one that is"
              .formatted(key.label));
    }
    for (String kind : KINDS) {
      try {
        return Tried.done(
            KeyFactory.getInstance(kind)
                .generatePrivate(new PKCS8EncodedKeySpec(key.content.toArray())));
      } catch (GeneralSecurityException e) {
        // It is a key of another kind.
      }
    }
    return Tried.failed("it is no key for ECDSA, RSA or Ed25519");
  }

  /** Certificates as a text. */
  public static String text(List<X509Certificate> chain) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : chain) {
      text.append(block(CERTIFICATE, encoded(certificate)));
    }
    return text.toString();
  }

  /** A private key as a text. */
  public static String text(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read has an encoding", e);
    }
  }

  private static String block(String label, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
  }

  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      try {
        byte[] content = Base64.getDecoder().decode(found.group(2).replaceAll("\\s", ""));
        blocks.add(new Block(found.group(1), Bytes.of(content)));
      } catch (IllegalArgumentException e) {
        // Attributes of old encrypted forms: the label says what is the matter.
        blocks.add(new Block(found.group(1), Bytes.EMPTY));
      }
    }
    return blocks;
  }

  private static Optional<X509Certificate> certificate(byte[] der) {
    try {
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der))
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException | RuntimeException e) {
      // The factory's parsers throw more than they declare.
      return Optional.empty();
    }
  }
}
