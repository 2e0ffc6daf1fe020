package dev.bailey.sys.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in their order.
 *
 * @param fields may repeat a name
 */
public record Headers(List<Header> fields) {
  /** No fields. */
  public static final Headers NONE = new Headers(List.of());

  public Headers {
    fields = List.copyOf(fields);
  }

  /** One field. */
  public static Headers of(String name, String value) {
    return new Headers(List.of(new Header(name, value)));
  }

  /** These fields and one more. */
  public Headers with(String name, String value) {
    List<Header> more = new ArrayList<>(fields);
    more.add(new Header(name, value));
    return new Headers(more);
  }

  /** All values of a name. */
  public List<String> all(String name) {
    return fields.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Header::value).toList();
  }

  /** The first value of a name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }
}
