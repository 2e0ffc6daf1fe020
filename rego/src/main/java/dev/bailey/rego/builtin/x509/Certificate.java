package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A certificate of RFC 5280, read as strictly as the language does. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Certificate(
    Der.Element element,
    Der.Element body,
    int version,
    BigInteger serial,
    int signatureAlgorithm,
    Der.Element issuer,
    Instant notBefore,
    Instant notAfter,
    Der.Element subject,
    PublicKeyInfo key,
    Extensions extensions,
    byte[] signature) {

  /** All certificates that stand one behind the other. */
  static List<Certificate> readAll(byte[] bytes) throws BuiltinException {
    List<Certificate> all = new ArrayList<>();
    Der in = Der.of(bytes);
    while (!in.isEmpty()) {
      all.add(read(in));
    }
    return all;
  }

  /** One certificate, and nothing behind it. */
  static Certificate readOne(byte[] bytes) throws BuiltinException {
    Der in = Der.of(bytes);
    Certificate certificate = read(in);
    if (!in.isEmpty()) {
      throw BuiltinException.failed("x509: trailing data");
    }
    return certificate;
  }

  private static Certificate read(Der from) throws BuiltinException {
    Der.Element element = from.next(Der.SEQUENCE, "x509: malformed certificate");
    Der outer = element.inside();
    Der.Element body = outer.next(Der.SEQUENCE, "x509: malformed tbs certificate");
    Der in = body.inside();
    int version = version(in);
    BigInteger serial =
        in.next(Der.INTEGER, "x509: malformed serial number")
            .integer("x509: malformed serial number");
    if (serial.signum() < 0) {
      throw BuiltinException.failed("x509: negative serial number");
    }
    Der.Element algorithm = in.next(Der.SEQUENCE, "x509: malformed signature algorithm identifier");
    String malformed = "x509: malformed algorithm identifier";
    if (!algorithm.sameAs(outer.next(Der.SEQUENCE, malformed))) {
      throw BuiltinException.failed(
          "x509: inner and outer signature algorithm identifiers don't match");
    }
    int signatureAlgorithm = SignatureAlgorithms.number(algorithm, "x509: malformed OID");
    Der.Element issuer = in.next(Der.SEQUENCE, "x509: malformed issuer");
    Name.read(issuer);
    Der validity = in.next(Der.SEQUENCE, "x509: malformed validity").inside();
    Instant notBefore = Texts.time(validity);
    Instant notAfter = Texts.time(validity);
    Der.Element subject = in.next(Der.SEQUENCE, "x509: malformed issuer");
    Name.read(subject);
    PublicKeyInfo key = PublicKeyInfo.read(in.next(Der.SEQUENCE, "x509: malformed spki"));
    Extensions extensions = extensions(in, version);
    byte[] signature =
        outer.next(Der.BITS, "x509: malformed signature").bitBytes("x509: malformed signature");
    return new Certificate(
        element,
        body,
        version,
        serial,
        signatureAlgorithm,
        issuer,
        notBefore,
        notAfter,
        subject,
        key,
        extensions,
        signature);
  }

  private static int version(Der in) throws BuiltinException {
    String malformed = "x509: malformed version";
    if (!in.isNext(Der.context(0, true))) {
      return 1;
    }
    int version = in.next(malformed).inside().next(Der.INTEGER, malformed).small(malformed);
    if (version < 0) {
      throw BuiltinException.failed(malformed);
    }
    if (version > 2) {
      throw BuiltinException.failed("x509: invalid version");
    }
    return version + 1;
  }

  private static Extensions extensions(Der in, int version) throws BuiltinException {
    if (version > 1) {
      in.optional(Der.context(1, false), "x509: malformed issuerUniqueID");
      in.optional(Der.context(2, false), "x509: malformed subjectUniqueID");
    }
    String malformed = "x509: malformed extensions";
    return version == 3 && in.isNext(Der.context(3, true))
        ? Extensions.read(in.next(malformed).inside().next(Der.SEQUENCE, malformed).inside())
        : new Extensions();
  }

  RegoObject show() throws BuiltinException {
    return parts().build();
  }

  /** With the texts of its URIs. */
  RegoObject withTexts() throws BuiltinException {
    return parts().put("URIStrings", Shown.texts(extensions.names().uris())).build();
  }

  private RegoObject.Builder parts() throws BuiltinException {
    RegoObject.Builder out = RegoObject.builder();
    extensions.show(out);
    return out.put("Raw", Shown.base64(element.raw()))
        .put("RawTBSCertificate", Shown.base64(body.raw()))
        .put("RawSubjectPublicKeyInfo", Shown.base64(key.element().raw()))
        .put("RawSubject", Shown.base64(subject.raw()))
        .put("RawIssuer", Shown.base64(issuer.raw()))
        .put("Signature", Shown.base64(signature))
        .put("SignatureAlgorithm", RegoNumber.of(signatureAlgorithm))
        .put("PublicKeyAlgorithm", RegoNumber.of(key.algorithm()))
        .put("PublicKey", key.shown())
        .put("Version", RegoNumber.of(version))
        .put("SerialNumber", RegoNumber.of(serial))
        .put("Issuer", Name.read(issuer))
        .put("Subject", Name.read(subject))
        .put("NotBefore", RegoString.of(notBefore.toString()))
        .put("NotAfter", RegoString.of(notAfter.toString()));
  }
}
