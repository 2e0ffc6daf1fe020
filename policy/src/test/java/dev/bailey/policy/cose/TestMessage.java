package dev.bailey.policy.cose;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Makes signed messages, good ones and others, out of encoded pieces. */
final class TestMessage {
  private final List<byte[]> header = new ArrayList<>();
  private byte[] unprotected = {(byte) 0xa0};
  private byte[] payload = "package fragment\n".getBytes(StandardCharsets.UTF_8);

  /** A message that is as it should be. */
  static TestMessage of(String issuer, String feed, List<X509Certificate> chain) {
    return of(-7, issuer, feed, chain);
  }

  /** A message that says it was signed with another algorithm. */
  static TestMessage of(int algorithm, String issuer, String feed, List<X509Certificate> chain) {
    return new TestMessage()
        .with(number(1), number(algorithm))
        .with(number(33), chain(chain))
        .with(number(15), claims(issuer, feed));
  }

  /** A message whose envelope states a security version. */
  static TestMessage of(String issuer, String feed, List<X509Certificate> chain, int svn) {
    return new TestMessage()
        .with(number(1), number(-7))
        .with(number(33), chain(chain))
        .with(
            number(15),
            joined(
                head(5, 3),
                number(1),
                text(issuer),
                number(2),
                text(feed),
                text("svn"),
                number(svn)));
  }

  static byte[] claims(String issuer, String feed) {
    return joined(head(5, 2), number(1), text(issuer), number(2), text(feed));
  }

  /** With one more entry of the signed header. */
  TestMessage with(byte[] label, byte[] value) {
    header.add(joined(label, value));
    return this;
  }

  TestMessage payload(byte[] bytes) {
    payload = bytes.clone();
    return this;
  }

  /** With another header that nobody signs. */
  TestMessage unprotected(byte[] encoded) {
    unprotected = encoded.clone();
    return this;
  }

  /** The message, signed. */
  byte[] sign(KeyPair keys) {
    byte[] encoded = joined(head(5, header.size()), joined(header.toArray(byte[][]::new)));
    byte[] signed =
        joined(head(4, 4), text("Signature1"), octets(encoded), octets(), octets(payload));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(signed);
      return joined(
          head(6, 18),
          head(4, 4),
          octets(encoded),
          unprotected,
          octets(payload),
          octets(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] head(int major, int argument) {
    if (argument < 24) {
      return new byte[] {(byte) ((major << 5) | argument)};
    }
    byte type = (byte) (major << 5);
    return argument < 0x100
        ? new byte[] {(byte) (type | 24), (byte) argument}
        : new byte[] {(byte) (type | 25), (byte) (argument >> 8), (byte) argument};
  }

  static byte[] number(int value) {
    return value >= 0 ? head(0, value) : head(1, -1 - value);
  }

  static byte[] text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return joined(head(3, utf8.length), utf8);
  }

  static byte[] octets(byte... bytes) {
    return joined(head(2, bytes.length), bytes);
  }

  static byte[] joined(byte[]... parts) {
    return DerText.joined(parts);
  }

  static byte[] chain(List<X509Certificate> chain) {
    byte[] all = head(4, chain.size());
    try {
      for (X509Certificate certificate : chain) {
        all = joined(all, octets(certificate.getEncoded()));
      }
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
