package dev.bailey.sys.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Status line and header fields of a final response (or of a granted upgrade). */
record ResponseHead(int status, boolean isHttp11, Headers headers) {

  static ResponseHead read(Connection connection) throws HttpFailure {
    for (int i = 0; i <= Limits.INTERIM; i++) {
      ResponseHead head = readOne(connection);
      if (head.status >= 200 || head.status == 101) {
        return head;
      }
    }
    throw new HttpFailure(HttpFailure.Kind.TOO_LARGE, "too many interim responses");
  }

  private static ResponseHead readOne(Connection connection) throws HttpFailure {
    String line = connection.line();
    if (!Grammar.isStatusLine(line)) {
      throw malformed("status line");
    }
    return new ResponseHead(
        Integer.parseInt(line.substring(9, 12)), line.charAt(7) == '1', fields(connection));
  }

  /** Header or trailer fields up to the empty line. */
  static Headers fields(Connection connection) throws HttpFailure {
    List<Header> fields = new ArrayList<>();
    int size = 0;
    for (String line = connection.line(); !line.isEmpty(); line = connection.line()) {
      size += line.length() + 2;
      if (size > Limits.HEAD || fields.size() == Limits.FIELDS) {
        throw new HttpFailure(HttpFailure.Kind.TOO_LARGE, "too many header fields");
      }
      fields.add(field(line));
    }
    return new Headers(fields);
  }

  private static Header field(String line) throws HttpFailure {
    int colon = line.indexOf(':');
    if (colon < 1 || !Grammar.isToken(line.substring(0, colon))) {
      throw malformed("header field");
    }
    String value = line.substring(colon + 1).strip();
    if (!Grammar.isFieldValue(value)) {
      throw malformed("header field");
    }
    return new Header(line.substring(0, colon), value);
  }

  boolean isFramed() {
    return headers.first("Content-Length").isPresent()
        || headers.first("Transfer-Encoding").isPresent();
  }

  /** The same head on a connection that cannot be used again. */
  ResponseHead closing() {
    return new ResponseHead(status, isHttp11, headers.with("Connection", "close"));
  }

  boolean keepsAlive() {
    return isHttp11
        && headers.all("Connection").stream()
            .noneMatch(v -> v.toLowerCase(Locale.ROOT).contains("close"));
  }

  Framing framing(String method) throws HttpFailure {
    List<String> lengths = headers.all("Content-Length");
    List<String> codings = headers.all("Transfer-Encoding");
    boolean ambiguous = lengths.size() > 1 || (!lengths.isEmpty() && !codings.isEmpty());
    if (ambiguous) {
      throw malformed("more than one body length");
    }
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new Framing.Length(0);
    }
    if (!codings.isEmpty()) {
      if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked") || !isHttp11) {
        throw malformed("transfer coding");
      }
      return new Framing.Chunked();
    }
    return lengths.isEmpty()
        ? new Framing.UntilClose()
        : new Framing.Length(length(lengths.getFirst()));
  }

  private static long length(String text) throws HttpFailure {
    if (!Grammar.isDecimal(text, 18)) {
      throw malformed("content length");
    }
    return Long.parseLong(text);
  }

  private static HttpFailure malformed(String what) {
    return new HttpFailure(HttpFailure.Kind.MALFORMED, "malformed " + what);
  }
}
