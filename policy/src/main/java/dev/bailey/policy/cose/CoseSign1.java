package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A message with one signature (RFC 9052, section 4.2), not verified yet.
 *
 * @param protectedBytes the signed header as it was encoded
 * @param header the signed header
 * @param unprotected the header that nobody signed
 * @param payload empty if it is kept elsewhere
 */
record CoseSign1(
    Bytes protectedBytes,
    Cbor.Entries header,
    Cbor.Entries unprotected,
    Optional<Bytes> payload,
    Bytes signature) {

  private static final int TAG = 18;
  private static final String NOT_ONE = "cbor: invalid COSE_Sign1_Tagged object";

  /** Reads a message that takes all the bytes and has its tag. */
  static Tried<CoseSign1> read(byte[] bytes) {
    if (bytes.length < 2 || (bytes[0] & 0xff) != 0xc0 + TAG || (bytes[1] & 0xff) != 0x84) {
      return Tried.failed(NOT_ONE);
    }
    return CborReader.read(bytes)
        .then(item ->
            item instanceof Cbor.Tagged(BigInteger tag, Cbor.Items(List<Cbor> parts))
                    && tag.equals(BigInteger.valueOf(TAG))
                    && parts.size() == 4
                ? of(parts)
                : Tried.failed(NOT_ONE));
  }

  private static Tried<CoseSign1> of(List<Cbor> parts) {
    if (!(parts.get(0) instanceof Cbor.Octets(Bytes encoded))) {
      return Tried.failed("cbor: invalid protected header: require bstr type");
    }
    if (!(parts.get(1) instanceof Cbor.Entries unprotected)) {
      return Tried.failed("cbor: invalid unprotected header: require map type");
    }
    if (!(parts.get(3) instanceof Cbor.Octets(Bytes signature)) || signature.size() == 0) {
      return Tried.failed("cbor: empty signature");
    }
    Tried<Optional<Bytes>> payload =
        switch (parts.get(2)) {
          case Cbor.Octets(Bytes bytes) -> Tried.done(Optional.of(bytes));
          case Cbor.Simple simple when simple.value() == Cbor.Simple.NULL ->
              Tried.done(Optional.empty());
          default -> Tried.failed("cbor: invalid payload: require bstr / nil type");
        };
    return Headers.check("unprotected", unprotected)
        .then(checked -> payload)
        .then(bytes ->
            header(encoded)
                .then(header -> Headers.check("protected", header))
                .map(header -> new CoseSign1(encoded, header, unprotected, bytes, signature)));
  }

  private static Tried<Cbor.Entries> header(Bytes encoded) {
    return encoded.size() == 0
        ? Tried.done(Cbor.Entries.EMPTY)
        : CborReader.read(encoded.toArray())
            .then(item ->
                item instanceof Cbor.Entries entries
                    ? Tried.done(entries)
                    : Tried.failed("cbor: invalid protected header: require map type"));
  }

  /** The algorithm that the signed header names. */
  Tried<Algorithm> algorithm() {
    Optional<Cbor> named = header.find(Headers.ALGORITHM);
    if (named.isEmpty()) {
      return Tried.failed("algorithm missing");
    }
    if (!(named.get() instanceof Cbor.Whole number)) {
      return Tried.failed("algorithm wrong type");
    }
    return Algorithm.of(number)
        .map(Tried::done)
        .orElseGet(() ->
            Tried.failed(
                "can't create new Verifier for Algorithm(%s): unknown algorithm: algorithm not supported"
                    .formatted(number.value())));
  }

  /** What is signed, with this payload. */
  byte[] signed(Bytes content) {
    return signed(protectedBytes, content);
  }

  /** What is signed, with this header and this payload. */
  static byte[] signed(Bytes protectedBytes, Bytes content) {
    return new CborWriter()
        .array(4)
        .text("Signature1")
        .octets(protectedBytes)
        .octets(Bytes.EMPTY)
        .octets(content)
        .toArray();
  }

  /** The message without what nobody signed, in one form that everybody gets. */
  byte[] statement() {
    return encoded(protectedBytes, payload.orElse(Bytes.EMPTY), signature);
  }

  /** A message in which nothing stands that nobody signed. */
  static byte[] encoded(Bytes protectedBytes, Bytes payload, Bytes signature) {
    return new CborWriter()
        .tag(TAG)
        .array(4)
        .octets(protectedBytes)
        .emptyMap()
        .octets(payload)
        .octets(signature)
        .toArray();
  }
}
