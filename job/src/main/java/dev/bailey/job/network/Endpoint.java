package dev.bailey.job.network;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A destination as it was written: {@code host:port}, {@code host:port/udp}, {@code
 * 10.0.0.0/8:5432}, {@code [2001:db8::7]:443}, {@code [2001:db8::/32]:443/tcp}.
 *
 * @param host where
 * @param port from 1 to 65535
 * @param protocol how
 */
public record Endpoint(Host host, int port, Protocol protocol) {
  private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
  private static final int MAX_PORT = 65_535;

  /** How a destination is spoken to. */
  public enum Protocol {
    TCP,
    UDP;

    /** In lower case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The protocol of that name, in lower case. */
    public static Optional<Protocol> ofWireName(String name) {
      return switch (name) {
        case "tcp" -> Optional.of(TCP);
        case "udp" -> Optional.of(UDP);
        default -> Optional.empty();
      };
    }
  }

  /** Where a destination is. */
  public sealed interface Host {
    /** A name, to be looked up once. */
    record Named(HostName name) implements Host {}

    /** An address or a subnet, taken as it stands. */
    record Literal(Subnet subnet) implements Host {}

    /** The canonical text. */
    default String text() {
      return switch (this) {
        case Named(HostName name) -> name.text();
        case Literal(Subnet subnet) -> subnet.text();
      };
    }
  }

  /** What became of a text. */
  public sealed interface Parsed {
    /** It is a destination. */
    record Read(Endpoint endpoint) implements Parsed {}

    /** It is none; the fault reads on after the text. */
    record Wrong(String fault) implements Parsed {}
  }

  /** Reads a destination. */
  public static Parsed parse(String text) {
    if (text.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      return wrong("has a space or a control character");
    }
    if (text.indexOf('@') >= 0 || text.contains("://")) {
      return wrong("is an address of the web; write host:port alone");
    }
    String host;
    String rest;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0) {
        return wrong("has no closing bracket");
      }
      host = text.substring(1, end);
      rest = text.substring(end + 1);
      if (host.indexOf(':') < 0) {
        return wrong("has brackets around what is not an IPv6 address");
      }
    } else {
      int colon = text.indexOf(':');
      if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
        return wrong(
            "has more than one colon; write an IPv6 address in brackets: [2001:db8::7]:443");
      }
      host = colon < 0 ? text : text.substring(0, colon);
      rest = colon < 0 ? "" : text.substring(colon);
    }
    return host.isEmpty() ? wrong("names no host; write host:port") : rest(host, rest);
  }

  private static Parsed rest(String host, String rest) {
    if (!rest.startsWith(":")) {
      return wrong("has no port; write host:port");
    }
    int slash = rest.indexOf('/');
    String digits = slash < 0 ? rest.substring(1) : rest.substring(1, slash);
    Optional<Protocol> protocol =
        slash < 0 ? Optional.of(Protocol.TCP) : Protocol.ofWireName(rest.substring(slash + 1));
    if (protocol.isEmpty()) {
      return wrong("has a protocol other than tcp and udp");
    }
    if (!isPort(digits)) {
      return wrong("has a port that is not a number from 1 to " + MAX_PORT);
    }
    int port = Integer.parseInt(digits);
    return switch (host(host)) {
      case HostParsed.Wrong(String fault) -> wrong(fault);
      case HostParsed.Read(Host read) -> new Parsed.Read(new Endpoint(read, port, protocol.get()));
    };
  }

  /** Whether this is a port number, without sign, space or leading zero. */
  public static boolean isPort(String digits) {
    return PORT.matcher(digits).matches() && Integer.parseInt(digits) <= MAX_PORT;
  }

  private sealed interface HostParsed {
    record Read(Host host) implements HostParsed {}

    record Wrong(String fault) implements HostParsed {}
  }

  private static HostParsed host(String text) {
    boolean address =
        text.indexOf(':') >= 0 || text.indexOf('/') >= 0 || IpAddress.parse(text).isPresent();
    if (!address) {
      return HostName.parse(text)
          .<HostParsed>map(name -> new HostParsed.Read(new Host.Named(name)))
          .orElseGet(() -> new HostParsed.Wrong(HostName.fault(text).orElse("is not a host")));
    }
    return switch (Subnet.parse(text)) {
      case Subnet.Parsed.Wrong(String fault) -> new HostParsed.Wrong(fault);
      case Subnet.Parsed.Read(Subnet subnet) ->
          Special.around(subnet)
              .filter(Special::never)
              .<HostParsed>map(s -> new HostParsed.Wrong("is " + s.meaning()))
              .orElseGet(() -> new HostParsed.Read(new Host.Literal(subnet)));
    };
  }

  private static Parsed wrong(String fault) {
    return new Parsed.Wrong(fault);
  }

  /** The canonical text; {@code /tcp} is left out. */
  public String text() {
    String where =
        host instanceof Host.Literal(Subnet subnet) && subnet.base().six()
            ? "[" + host.text() + "]"
            : host.text();
    return where + ":" + port + (protocol == Protocol.UDP ? "/udp" : "");
  }
}
