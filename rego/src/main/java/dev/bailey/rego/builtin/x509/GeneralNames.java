package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.builtin.encoding.GoQuote;
import dev.bailey.rego.builtin.encoding.Uri;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a holder: hosts, mail addresses, Internet addresses as bytes, and URIs as they are
 * written.
 */
record GeneralNames(List<String> dns, List<String> emails, List<byte[]> ips, List<String> uris) {
  static final GeneralNames NONE = new GeneralNames(List.of(), List.of(), List.of(), List.of());

  static GeneralNames read(byte[] extension) throws BuiltinException {
    String problem = "x509: invalid subject alternative names";
    GeneralNames names =
        new GeneralNames(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Der in = Der.of(extension).next(Der.SEQUENCE, problem).inside();
    while (!in.isEmpty()) {
      Der.Element name = in.next("x509: invalid subject alternative name");
      byte[] value = name.value();
      switch (name.tag() & 0x1F) {
        case 1 -> names.emails.add(ascii(value, "x509: SAN rfc822Name is malformed"));
        case 2 -> names.dns.add(ascii(value, "x509: SAN dNSName is malformed"));
        case 6 -> names.uris.add(uri(value));
        case 7 -> {
          if (value.length != 4 && value.length != 16) {
            throw BuiltinException.failed(
                "x509: cannot parse IP address of length " + value.length);
          }
          names.ips.add(value);
        }
        default -> {
          // a kind that is not shown
        }
      }
    }
    return names;
  }

  private static String ascii(byte[] value, String problem) throws BuiltinException {
    if (!Texts.isAscii(value)) {
      throw BuiltinException.failed(problem);
    }
    return new String(value, StandardCharsets.US_ASCII);
  }

  private static String uri(byte[] value) throws BuiltinException {
    String text = ascii(value, "x509: SAN uniformResourceIdentifier is malformed");
    try {
      Uri uri = Uri.parse(text);
      if (!uri.hostname().isEmpty() && uri.hostname().indexOf(' ') >= 0) {
        throw BuiltinException.failed("invalid domain");
      }
    } catch (BuiltinException e) {
      throw BuiltinException.failed(
          "x509: cannot parse URI " + GoQuote.quote(text) + ": " + e.getMessage());
    }
    return text;
  }

  boolean isEmpty() {
    return dns.isEmpty() && emails.isEmpty() && ips.isEmpty() && uris.isEmpty();
  }

  void show(RegoObject.Builder out) throws BuiltinException {
    out.put("DNSNames", Shown.texts(dns));
    out.put("EmailAddresses", Shown.texts(emails));
    List<String> addresses = new ArrayList<>();
    for (byte[] ip : ips) {
      addresses.add(Addresses.text(ip));
    }
    out.put("IPAddresses", Shown.texts(addresses));
    List<Value> shown = new ArrayList<>();
    for (String uri : uris) {
      shown.add(parts(uri));
    }
    out.put("URIs", Shown.list(shown));
  }

  private static Value parts(String text) throws BuiltinException {
    Uri uri = Uri.parse(text);
    int hash = text.indexOf('#');
    String rest = hash < 0 ? text : text.substring(0, hash);
    int mark = rest.indexOf('?');
    boolean force = mark >= 0 && mark == rest.length() - 1;
    rest = mark < 0 ? rest : rest.substring(0, mark);
    rest = uri.scheme().isEmpty() ? rest : rest.substring(uri.scheme().length() + 1);
    boolean opaque = !uri.scheme().isEmpty() && !rest.startsWith("/");
    String authority = "";
    if (rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      authority = rest.substring(2, slash < 0 ? rest.length() : slash);
    }
    int at = authority.lastIndexOf('@');
    return RegoObject.builder()
        .put("Scheme", RegoString.of(uri.scheme()))
        .put("Opaque", RegoString.of(opaque ? rest : ""))
        .put("User", at < 0 ? RegoNull.NULL : RegoObject.EMPTY)
        .put("Host", RegoString.of(authority.substring(at + 1)))
        .put("Path", RegoString.of(opaque ? "" : uri.path()))
        .put("RawPath", RegoString.of(uri.rawPath().equals(uri.path()) ? "" : uri.rawPath()))
        .put("OmitHost", RegoBoolean.FALSE)
        .put("ForceQuery", RegoBoolean.of(force))
        .put("RawQuery", RegoString.of(uri.query()))
        .put("Fragment", RegoString.of(uri.fragment()))
        .put("RawFragment", RegoString.of(""))
        .build();
  }
}
