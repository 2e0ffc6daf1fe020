package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.net.AddressText;
import java.util.Arrays;
import java.util.Locale;

/** Whether a certificate is for a host. */
final class HostMatch {
  private HostMatch() {}

  static boolean test(GeneralNames names, String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    byte[] address = AddressText.bytes(bare);
    if (address.length > 0) {
      return names.ips().stream().anyMatch(ip -> Arrays.equals(ip, address));
    }
    String wanted = host.toLowerCase(Locale.ROOT);
    return names.dns().stream().anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), wanted));
  }

  /** An asterisk stands for the first label. */
  private static boolean matches(String pattern, String host) {
    String wanted = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (wanted.isEmpty() || pattern.isEmpty()) {
      return false;
    }
    int dot = wanted.indexOf('.');
    return pattern.equals(wanted)
        || (pattern.startsWith("*.")
            && dot > 0
            && pattern.substring(1).equals(wanted.substring(dot)));
  }
}
