package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.util.Map;
import java.util.Optional;

/** Labels of headers, and the forms that their values must have. */
final class Headers {
  static final int ALGORITHM = 1;
  private static final int CRITICAL = 2;
  static final int CONTENT_TYPE = 3;
  static final int KEY_ID = 4;
  static final int CLAIMS = 15;
  static final int CHAIN = 33;
  static final int RECEIPTS = 394;
  static final int VERIFIABLE_DATA = 395;
  static final int VERIFIABLE_PROOFS = 396;

  private Headers() {}

  /**
   * A header whose values are of the right form.
   *
   * @param which of the two headers it is
   */
  static Tried<Cbor.Entries> check(String which, Cbor.Entries header) {
    String prefix = "cbor: invalid %s header: %s header: ".formatted(which, which);
    for (Map.Entry<Cbor, Cbor> entry : header.entries().entrySet()) {
      if (entry.getKey() instanceof Cbor.Octets) {
        return Tried.failed(prefix + "require int / tstr type");
      }
      Optional<String> problem =
          entry.getKey() instanceof Cbor.Whole label
              ? problem(label, entry.getValue(), header)
              : Optional.empty();
      if (problem.isPresent()) {
        return Tried.failed(prefix + "header parameter: " + problem.get());
      }
    }
    return Tried.done(header);
  }

  private static Optional<String> problem(Cbor.Whole label, Cbor value, Cbor.Entries header) {
    if (label.is(CONTENT_TYPE)) {
      return contentType(value);
    }
    if (label.is(KEY_ID) && !(value instanceof Cbor.Octets)) {
      return Optional.of("kid: require bstr type");
    }
    return label.is(CRITICAL) ? critical(value, header) : Optional.empty();
  }

  private static Optional<String> contentType(Cbor value) {
    if (value instanceof Cbor.Whole number && number.value().signum() >= 0) {
      return Optional.empty();
    }
    if (!(value instanceof Cbor.Text(String text))) {
      return Optional.of("content type: require tstr / uint type");
    }
    if (!text.strip().equals(text)) {
      return Optional.of("content type: require no leading/trailing whitespace");
    }
    int slash = text.indexOf('/');
    return slash >= 0 && text.indexOf('/', slash + 1) < 0
        ? Optional.empty()
        : Optional.of("content type: require text of form type/subtype");
  }

  private static Optional<String> critical(Cbor value, Cbor.Entries header) {
    if (!(value instanceof Cbor.Items labels) || labels.items().isEmpty()) {
      return Optional.of("crit: require non-empty array");
    }
    return header.entries().keySet().containsAll(labels.items())
        ? Optional.empty()
        : Optional.of("crit: labels are missing");
  }
}
