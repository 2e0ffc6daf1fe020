package dev.bailey.worker.broker;

import dev.bailey.job.network.Endpoint;
import dev.bailey.job.network.HostName;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a CONNECT request (RFC 9110, section 9.3.6; RFC 9112), read strictly: what two
 * programs could read in two ways is refused.
 */
final class ConnectHead {
  /** Most bytes of a head, with the empty line at its end. */
  static final int MAX_BYTES = 8192;

  private static final int MAX_FIELDS = 64;
  private static final Pattern LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP/1\\.([01])");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([!-~ \\t]*)");

  /** Fields that announce a body or another protocol, which a CONNECT does not have. */
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "trailer", "upgrade");

  private ConnectHead() {}

  /** What became of a head. */
  sealed interface Parsed {
    /** It asks for this name and port. */
    record Asks(HostName name, int port) implements Parsed {}

    /** It is refused. */
    record Wrong(Refusal refusal) implements Parsed {}
  }

  /**
   * Where the head ends.
   *
   * @return index after the empty line; -1 if it has not ended
   */
  static int end(byte[] bytes, int length) {
    for (int i = 3; i < length; i++) {
      if (bytes[i] == '\n'
          && bytes[i - 1] == '\r'
          && bytes[i - 2] == '\n'
          && bytes[i - 3] == '\r') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Reads a whole head, up to and with its empty line. */
  static Parsed parse(byte[] bytes, int length) {
    String head = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    if (!head.endsWith("\r\n\r\n")) {
      return wrong(Refusal.MALFORMED);
    }
    String[] lines = head.substring(0, head.length() - 4).split("\r\n", -1);
    Matcher first = LINE.matcher(lines[0]);
    if (!first.matches()) {
      return wrong(Refusal.MALFORMED);
    }
    if (!first.group(1).equals("CONNECT")) {
      return wrong(Refusal.NOT_CONNECT);
    }
    if (lines.length - 1 > MAX_FIELDS) {
      return wrong(Refusal.TOO_LARGE);
    }
    String target = first.group(2).toLowerCase(Locale.ROOT);
    boolean hostNeeded = first.group(3).equals("1");
    return fields(lines, target, hostNeeded) ? asks(target) : wrong(Refusal.MALFORMED);
  }

  /** Whether the fields are well formed and agree with the target. */
  private static boolean fields(String[] lines, String target, boolean hostNeeded) {
    Optional<String> host = Optional.empty();
    for (int i = 1; i < lines.length; i++) {
      Matcher field = FIELD.matcher(lines[i]);
      if (!field.matches()) {
        return false;
      }
      String name = field.group(1).toLowerCase(Locale.ROOT);
      if (FRAMING.contains(name)) {
        return false;
      }
      if (name.equals("host")) {
        if (host.isPresent()) {
          return false;
        }
        host = Optional.of(field.group(2).strip().toLowerCase(Locale.ROOT));
      }
    }
    String bare = target.substring(0, Math.max(target.lastIndexOf(':'), 0));
    return host.map(h -> h.equals(target) || h.equals(bare)).orElse(!hostNeeded);
  }

  /** Only a name and a port in their canonical form; an address is no name. */
  private static Parsed asks(String target) {
    return switch (Endpoint.parse(target)) {
      case Endpoint.Parsed.Wrong _ -> wrong(Refusal.MALFORMED);
      case Endpoint.Parsed.Read(Endpoint endpoint) ->
          endpoint.text().equals(target)
                  && endpoint.protocol() == Endpoint.Protocol.TCP
                  && endpoint.host() instanceof Endpoint.Host.Named(HostName name)
              ? new Parsed.Asks(name, endpoint.port())
              : wrong(Refusal.NOT_LISTED);
    };
  }

  private static Parsed wrong(Refusal refusal) {
    return new Parsed.Wrong(refusal);
  }
}
