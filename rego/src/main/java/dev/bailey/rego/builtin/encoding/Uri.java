package dev.bailey.rego.builtin.encoding;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.Bytes;
import dev.bailey.rego.value.RegoObject;
import java.util.Locale;

/**
 * The parts of a URI; those it lacks are empty. User information is checked and not shown. A URI
 * with a scheme and no slash behind it has no further parts but query and fragment.
 *
 * @param rawPath the path as it was written, unless the usual escapes of {@code path} give the same
 */
public record Uri(
    String scheme,
    String hostname,
    String port,
    String path,
    String rawPath,
    String query,
    String fragment) {

  public static Uri parse(String text) throws BuiltinException {
    try {
      return new Reader().read(text);
    } catch (BuiltinException e) {
      throw BuiltinException.failed("parse " + GoQuote.quote(text) + ": " + e.getMessage());
    }
  }

  public RegoObject toObject() {
    RegoObject.Builder object = RegoObject.builder();
    put(object, "scheme", scheme);
    put(object, "hostname", hostname);
    put(object, "port", port);
    put(object, "path", path);
    put(object, "raw_path", rawPath);
    put(object, "raw_query", query);
    put(object, "fragment", fragment);
    return object.build();
  }

  /** The path with the usual escapes. */
  public String escapedPath() {
    return Percent.encodePath(path);
  }

  private static void put(RegoObject.Builder object, String key, String value) {
    if (!value.isEmpty()) {
      object.put(key, dev.bailey.rego.value.RegoString.of(value));
    }
  }

  private static final class Reader {
    private String hostname = "";
    private String port = "";

    Uri read(String text) throws BuiltinException {
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) < 0x20 || text.charAt(i) == 0x7F) {
          throw BuiltinException.failed("net/url: invalid control character in URL");
        }
      }
      int hash = text.indexOf('#');
      String fragment = hash < 0 ? "" : text.substring(hash + 1);
      String rest = hash < 0 ? text : text.substring(0, hash);
      int colon = schemeEnd(rest);
      String scheme = rest.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
      int mark = rest.indexOf('?');
      String query = mark < 0 ? "" : rest.substring(mark + 1);
      rest = mark < 0 ? rest : rest.substring(0, mark);
      String rawPath = scheme.isEmpty() || rest.startsWith("/") ? path(scheme, rest) : "";
      String path = Percent.decode(rawPath, false);
      return new Uri(
          scheme,
          hostname,
          port,
          path,
          Percent.encodePath(path).equals(rawPath) ? path : rawPath,
          query,
          Percent.decode(fragment, false));
    }

    /** The place of the colon behind the scheme, or -1. */
    private static int schemeEnd(String text) throws BuiltinException {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == ':') {
          if (i == 0) {
            throw BuiltinException.failed("missing protocol scheme");
          }
          return i;
        }
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        boolean other = (c >= '0' && c <= '9') || "+-.".indexOf(c) >= 0;
        if (!letter && (i == 0 || !other)) {
          return -1;
        }
      }
      return -1;
    }

    /** The path of what follows the scheme; reads the authority before it. */
    private String path(String scheme, String rest) throws BuiltinException {
      if (!rest.startsWith("/")) {
        int slash = rest.indexOf('/');
        if ((slash < 0 ? rest : rest.substring(0, slash)).indexOf(':') >= 0) {
          throw BuiltinException.failed("first path segment in URL cannot contain colon");
        }
      }
      if (!rest.startsWith("//") || (scheme.isEmpty() && rest.startsWith("///"))) {
        return rest;
      }
      int slash = rest.indexOf('/', 2);
      int end = slash < 0 ? rest.length() : slash;
      String authority = rest.substring(2, end);
      int at = authority.lastIndexOf('@');
      if (at >= 0) {
        user(authority.substring(0, at));
      }
      host(authority.substring(at + 1));
      return rest.substring(end);
    }

    private static void user(String info) throws BuiltinException {
      for (int i = 0; i < info.length(); i++) {
        char c = info.charAt(i);
        if (!Percent.isUnreserved(c) && ":!$&'()*+,;=%@".indexOf(c) < 0) {
          throw BuiltinException.failed("net/url: invalid userinfo");
        }
      }
      Percent.decode(info, false);
    }

    private void host(String host) throws BuiltinException {
      int bracket = host.startsWith("[") ? host.lastIndexOf(']') : 0;
      if (bracket < 0) {
        throw BuiltinException.failed("missing ']' in host");
      }
      int colon = bracket > 0 ? bracket + 1 : host.lastIndexOf(':');
      String tail = colon < 0 ? "" : host.substring(colon);
      if (!tail.isEmpty() && !isPort(tail)) {
        throw BuiltinException.failed("invalid port " + GoQuote.quote(tail) + " after host");
      }
      port = tail.isEmpty() ? "" : tail.substring(1);
      String name = colon < 0 ? host : host.substring(0, colon);
      if (bracket > 0) {
        String inner = name.substring(1, name.length() - 1);
        int zone = inner.indexOf("%25");
        hostname =
            zone < 0
                ? hostText(inner)
                : hostText(inner.substring(0, zone)) + Percent.decode(inner.substring(zone), false);
      } else {
        hostname = hostText(name);
      }
    }

    private static boolean isPort(String text) {
      return text.charAt(0) == ':' && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    /** In a host only bytes outside ASCII may be escaped. */
    private static String hostText(String text) throws BuiltinException {
      byte[] bytes = Bytes.of(text);
      for (int i = 0; i < bytes.length; i++) {
        char c = (char) (bytes[i] & 0xFF);
        if (c == '%') {
          if (Percent.escaped(bytes, i) < 0x80) {
            throw Percent.invalid(bytes, i);
          }
          i += 2;
        } else if (c < 0x80 && !Percent.isUnreserved(c) && "!$&'()*+,;=:[]<>\"".indexOf(c) < 0) {
          String shown = GoQuote.quote(String.valueOf(c));
          throw BuiltinException.failed("invalid character " + shown + " in host name");
        }
      }
      return Percent.decode(text, false);
    }
  }
}
