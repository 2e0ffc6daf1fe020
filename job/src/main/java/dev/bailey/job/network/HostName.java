package dev.bailey.job.network;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A complete name of the domain name system in lower case. What some resolver might take for a
 * number is not a name.
 *
 * @param text such as {@code example.com}, without a trailing dot
 */
public record HostName(String text) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /** As inet_aton and browsers read a last part: decimal, octal or hexadecimal. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  private static final int MAX_LENGTH = 253;

  /** What is wrong with a written name, to be read on after the name; empty if nothing is. */
  public static Optional<String> fault(String written) {
    if (written.chars().anyMatch(c -> c > 127)) {
      return Optional.of("has letters beyond ASCII; write " + ascii(written));
    }
    String name = written.toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      return Optional.of("ends with a dot; write it without");
    }
    String[] labels = name.split("\\.", -1);
    String last = labels[labels.length - 1];
    if (NUMBER.matcher(last).matches()) {
      return Optional.of(
          "could be taken for a number; write four decimal numbers without leading zeros, or a name");
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return Optional.of("is not a host name; write example.com, 192.0.2.7 or [2001:db8::7]");
      }
      if (label.startsWith("xn--") && !label.equals(roundTrip(label))) {
        return Optional.of("has a part that is not valid punycode");
      }
    }
    if (name.length() > MAX_LENGTH) {
      return Optional.of("has more than " + MAX_LENGTH + " characters");
    }
    if (last.equals("localhost")) {
      return Optional.of("is the job's own loopback, which needs no permission");
    }
    return labels.length < 2
        ? Optional.of(
            "is not a whole name, so it means another host on another host; write all of it")
        : Optional.empty();
  }

  /** The name, if nothing is wrong with it. */
  public static Optional<HostName> parse(String written) {
    return fault(written).isPresent()
        ? Optional.empty()
        : Optional.of(new HostName(written.toLowerCase(Locale.ROOT)));
  }

  private static String ascii(String written) {
    try {
      return IDN.toASCII(written, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException none) {
      return "the name's ASCII form";
    }
  }

  private static String roundTrip(String label) {
    try {
      String unicode = IDN.toUnicode(label, IDN.USE_STD3_ASCII_RULES);
      return unicode.equals(label) ? "" : IDN.toASCII(unicode, IDN.USE_STD3_ASCII_RULES);
    } catch (IllegalArgumentException none) {
      return "";
    }
  }
}
