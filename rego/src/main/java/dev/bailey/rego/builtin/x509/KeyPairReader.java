package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.crypto.Pem;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads a certificate, others behind it, and the private key that belongs to the first. */
final class KeyPairReader {
  private static final String CERTIFICATE = "CERTIFICATE";

  private KeyPairReader() {}

  static RegoObject read(String certificates, String privateKey) throws BuiltinException {
    List<byte[]> chain = chain(certificates);
    Certificate leaf = Certificate.readOne(chain.getFirst());
    PrivateKeyInfo key = PrivateKeyReader.any(key(privateKey));
    if (key.algorithm() < 0) {
      throw BuiltinException.failed("tls: found unknown private key type in PKCS#8 wrapping");
    }
    if (leaf.key().algorithm() != key.algorithm()) {
      throw BuiltinException.failed("tls: private key type does not match public key type");
    }
    if (!leaf.key().shown().equals(key.publicKey())) {
      throw BuiltinException.failed("tls: private key does not match public key");
    }
    return RegoObject.builder()
        .put("Certificate", RegoArray.of(chain.stream().<Value>map(Shown::base64).toList()))
        .put("PrivateKey", key.show())
        .put("Leaf", leaf.show())
        .put("OCSPStaple", RegoNull.NULL)
        .put("SignedCertificateTimestamps", RegoNull.NULL)
        .put("SupportedSignatureAlgorithms", RegoNull.NULL)
        .build();
  }

  private static List<byte[]> chain(String text) throws BuiltinException {
    PemText input = PemText.of(text);
    if (!input.isPem()) {
      return List.of(input.bytes());
    }
    List<byte[]> chain = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Pem block : Pem.all(input.text())) {
      if (block.type().equals(CERTIFICATE)) {
        chain.add(block.content());
      } else {
        skipped.add(block.type());
      }
    }
    if (!chain.isEmpty()) {
      return chain;
    }
    if (skipped.isEmpty()) {
      throw BuiltinException.failed("tls: failed to find any PEM data in certificate input");
    }
    if (skipped.size() == 1 && skipped.getFirst().endsWith("PRIVATE KEY")) {
      throw BuiltinException.failed(
          "tls: failed to find certificate PEM data in certificate input, but did find a private"
              + " key; PEM inputs may have been switched");
    }
    throw BuiltinException.failed(
        "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM"
            + " blocks of the following types: ["
            + String.join(" ", skipped)
            + "]");
  }

  private static byte[] key(String text) throws BuiltinException {
    PemText input = PemText.of(text);
    if (!input.isPem()) {
      return input.bytes();
    }
    List<String> skipped = new ArrayList<>();
    for (Pem block : Pem.all(input.text())) {
      if (block.type().equals("PRIVATE KEY") || block.type().endsWith(" PRIVATE KEY")) {
        return block.content();
      }
      skipped.add(block.type());
    }
    if (skipped.isEmpty()) {
      throw BuiltinException.failed("tls: failed to find any PEM data in key input");
    }
    if (skipped.size() == 1 && skipped.getFirst().equals(CERTIFICATE)) {
      throw BuiltinException.failed(
          "tls: found a certificate rather than a key in the PEM for the private key");
    }
    throw BuiltinException.failed(
        "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after"
            + " skipping PEM blocks of the following types: ["
            + String.join(" ", skipped)
            + "]");
  }
}
