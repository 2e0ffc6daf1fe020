package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.CallContext;
import dev.bailey.rego.builtin.Operands;
import dev.bailey.rego.builtin.crypto.Pem;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates and keys. */
public final class X509Builtins {
  private X509Builtins() {}

  public static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "crypto.x509.parse_certificates",
            "(certs: string) -> array[object[string: any]]",
            a -> show(certificates(Operands.string(a, 1)), true)),
        Builtin.general(
                "crypto.x509.parse_and_verify_certificates",
                "(certs: string) -> array<boolean, array[object[string: any]]>",
                (context, a) ->
                    verify(
                        Operands.string(a[0], 1), ChainOptions.standard(context.nowNanos()), true))
            .depending(Builtin.Effect.CLOCK),
        Builtin.general(
                "crypto.x509.parse_and_verify_certificates_with_options",
                "(certs: string, options: object[string: any]) -> array<boolean,"
                    + " array[object[string: any]]>",
                X509Builtins::verifyWithOptions)
            .depending(Builtin.Effect.CLOCK),
        Builtin.unary(
            "crypto.x509.parse_certificate_request",
            "(csr: string) -> object[string: any]",
            a -> request(Operands.string(a, 1))),
        Builtin.binary(
            "crypto.x509.parse_keypair",
            "(cert: string, pem: string) -> object[string: any]",
            (a, b) -> KeyPairReader.read(Operands.string(a, 1), Operands.string(b, 2))),
        Builtin.unary(
            "crypto.x509.parse_rsa_private_key",
            "(pem: string) -> object[string: any]",
            a -> webKey(Operands.string(a, 1))),
        Builtin.unary(
            "crypto.parse_private_keys",
            "(keys: string) -> array[object[string: any]]",
            a -> privateKeys(Operands.string(a, 1))));
  }

  /** {@code uris}: whether URIs are shown as texts too. */
  private static Value show(List<Certificate> certificates, boolean uris) throws BuiltinException {
    List<Value> shown = new ArrayList<>();
    for (Certificate certificate : certificates) {
      shown.add(uris ? certificate.withTexts() : certificate.show());
    }
    return RegoArray.of(shown);
  }

  private static List<Certificate> certificates(String operand) throws BuiltinException {
    PemText input = PemText.of(operand);
    if (!input.isPem()) {
      return Certificate.readAll(input.bytes());
    }
    List<Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.all(input.text())) {
      if (!block.type().equals("CERTIFICATE")) {
        throw BuiltinException.failed(
            "PEM block type is '" + block.type() + "', expected CERTIFICATE");
      }
      certificates.addAll(Certificate.readAll(block.content()));
    }
    return certificates;
  }

  private static Value verifyWithOptions(CallContext context, Value[] operands)
      throws BuiltinException {
    String certificates = Operands.string(operands[0], 1);
    return verify(
        certificates,
        ChainOptions.read(Operands.object(operands[1], 2), context.nowNanos()),
        false);
  }

  /** Whatever is wrong with certificates, they just are not verified. */
  private static Value verify(String operand, ChainOptions options, boolean uris) {
    RegoArray failed = RegoArray.of(RegoBoolean.FALSE, RegoArray.EMPTY);
    try {
      List<Certificate> given = certificates(operand);
      if (given.size() < 2) {
        return failed;
      }
      Certificate holder = given.getLast();
      if (options.host().isPresent()
          && !HostMatch.test(holder.extensions().names(), options.host().get())) {
        return failed;
      }
      Optional<List<Certificate>> chain =
          new Chain(given, options.now(), options.uses()).find(holder);
      return chain.isPresent() ? RegoArray.of(RegoBoolean.TRUE, show(chain.get(), uris)) : failed;
    } catch (BuiltinException e) {
      return failed;
    }
  }

  /** Text that begins like PEM of another type is taken for base64. */
  private static Value request(String operand) throws BuiltinException {
    PemText input =
        operand.startsWith("-----BEGIN") && !operand.startsWith("-----BEGIN CERTIFICATE REQUEST")
            ? PemText.ofBase64(operand)
            : PemText.of(operand);
    if (!input.isPem()) {
      return Request.read(input.bytes());
    }
    Optional<Pem> block = Pem.first(input.text());
    if (block.isEmpty() || !block.get().type().equals("CERTIFICATE REQUEST")) {
      throw BuiltinException.failed("invalid PEM-encoded certificate signing request");
    }
    return Request.read(block.get().content());
  }

  private static Value webKey(String operand) throws BuiltinException {
    if (operand.isEmpty()) {
      throw BuiltinException.failed("input PEM data was empty");
    }
    List<PrivateKeyInfo> keys = keys(PemText.of(operand));
    return keys.isEmpty() ? RegoNull.NULL : keys.getFirst().webKey();
  }

  private static Value privateKeys(String operand) throws BuiltinException {
    if (operand.isEmpty()) {
      return RegoNull.NULL;
    }
    PemText input;
    try {
      input = PemText.of(operand);
    } catch (BuiltinException e) {
      return RegoArray.EMPTY;
    }
    List<Value> shown = new ArrayList<>();
    for (PrivateKeyInfo key : keys(input)) {
      shown.add(key.show());
    }
    return RegoArray.of(shown);
  }

  private static List<PrivateKeyInfo> keys(PemText input) throws BuiltinException {
    List<PrivateKeyInfo> keys = new ArrayList<>();
    for (Pem block : Pem.all(input.text())) {
      PrivateKeyReader.read(block).ifPresent(keys::add);
    }
    return keys;
  }
}
