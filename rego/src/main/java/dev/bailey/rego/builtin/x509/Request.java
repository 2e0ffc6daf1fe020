package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;

/** A request for a certificate, of RFC 2986. */
final class Request {
  private static final String TRUNCATED = "asn1: syntax error: sequence truncated";
  private static final String STRUCTURE = "asn1: structure error: tags don't match";
  private static final String EXTENSIONS = "1.2.840.113549.1.9.14";

  private final List<Value> attributes = new ArrayList<>();
  private final List<Value> extensions = new ArrayList<>();
  private GeneralNames names = GeneralNames.NONE;

  private Request() {}

  static RegoObject read(byte[] bytes) throws BuiltinException {
    if (bytes.length == 0) {
      throw BuiltinException.failed(TRUNCATED);
    }
    Der in = Der.of(bytes);
    Der.Element element = in.next(Der.SEQUENCE, STRUCTURE);
    if (!in.isEmpty()) {
      throw BuiltinException.failed("asn1: syntax error: trailing data");
    }
    Der outer = element.inside();
    Der.Element body = sequence(outer);
    Der.Element algorithm = sequence(outer);
    byte[] signature = outer.next(Der.BITS, TRUNCATED).bitBytes(TRUNCATED);
    Der part = body.inside();
    int version = part.next(Der.INTEGER, TRUNCATED).small(TRUNCATED);
    Der.Element subject = sequence(part);
    PublicKeyInfo key = PublicKeyInfo.read(sequence(part));
    Request request = new Request();
    if (part.isNext(Der.context(0, true))) {
      request.attributes(part.next(TRUNCATED).inside());
    }
    RegoObject.Builder out = RegoObject.builder();
    request.names.show(out);
    return out.put("Raw", Shown.base64(element.raw()))
        .put("RawTBSCertificateRequest", Shown.base64(body.raw()))
        .put("RawSubjectPublicKeyInfo", Shown.base64(key.element().raw()))
        .put("RawSubject", Shown.base64(subject.raw()))
        .put("Version", RegoNumber.of(version))
        .put("Signature", Shown.base64(signature))
        .put("SignatureAlgorithm", RegoNumber.of(SignatureAlgorithms.number(algorithm, TRUNCATED)))
        .put("PublicKeyAlgorithm", RegoNumber.of(key.algorithm()))
        .put("PublicKey", key.shown())
        .put("Subject", Name.read(subject))
        .put("Attributes", Shown.list(request.attributes))
        .put("Extensions", Shown.list(request.extensions))
        .put("ExtraExtensions", RegoNull.NULL)
        .build();
  }

  private static Der.Element sequence(Der in) throws BuiltinException {
    return in.next(Der.SEQUENCE, in.isEmpty() ? TRUNCATED : STRUCTURE);
  }

  private void attributes(Der in) throws BuiltinException {
    while (!in.isEmpty()) {
      Der.Element attribute = in.next(Der.SEQUENCE, STRUCTURE);
      Der.Element type = attribute.inside().next(Der.OID, STRUCTURE);
      if (type.oid(STRUCTURE).toString().equals(EXTENSIONS)) {
        extensions(attribute);
      }
      try {
        attributes.add(show(attribute.inside()));
      } catch (BuiltinException e) {
        // only attributes that are lists of names and values are shown
      }
    }
  }

  private static Value show(Der attribute) throws BuiltinException {
    Oid type = attribute.next(Der.OID, STRUCTURE).oid(STRUCTURE);
    Der set = attribute.next(Der.SET, STRUCTURE).inside();
    List<Value> lists = new ArrayList<>();
    while (!set.isEmpty()) {
      Der list = set.next(Der.SEQUENCE, STRUCTURE).inside();
      List<Value> pairs = new ArrayList<>();
      while (!list.isEmpty()) {
        Der pair = list.next(Der.SEQUENCE, STRUCTURE).inside();
        Oid name = pair.next(Der.OID, STRUCTURE).oid(STRUCTURE);
        pairs.add(pair(name, any(pair.next(STRUCTURE))));
      }
      lists.add(RegoArray.of(pairs));
    }
    return pair(type, RegoArray.of(lists));
  }

  private static Value pair(Oid type, Value value) {
    return RegoObject.builder().put("Type", type.toArray()).put("Value", value).build();
  }

  private static Value any(Der.Element element) throws BuiltinException {
    return switch (element.tag()) {
      case Der.BOOLEAN -> RegoBoolean.of(element.isTrue());
      case Der.INTEGER -> RegoNumber.of(element.integer(STRUCTURE));
      case Der.BYTES -> Shown.base64(element.value());
      case Der.OID -> element.oid(STRUCTURE).toArray();
      default ->
          Texts.isText(element.tag())
              ? RegoString.of(Texts.text(element, STRUCTURE))
              : RegoNull.NULL;
    };
  }

  private void extensions(Der.Element attribute) throws BuiltinException {
    Der in = attribute.inside();
    in.next(Der.OID, STRUCTURE);
    Der list = in.next(Der.SET, STRUCTURE).inside().next(Der.SEQUENCE, STRUCTURE).inside();
    while (!list.isEmpty()) {
      Der extension = list.next(Der.SEQUENCE, STRUCTURE).inside();
      Oid oid = extension.next(Der.OID, STRUCTURE).oid(STRUCTURE);
      boolean critical = extension.isNext(Der.BOOLEAN) && extension.next(STRUCTURE).isTrue();
      byte[] value = extension.next(Der.BYTES, STRUCTURE).value();
      extensions.add(Extensions.show(oid, critical, value));
      if (oid.toString().equals("2.5.29.17")) {
        names = GeneralNames.read(value);
      }
    }
  }
}
