package dev.bailey.rego.builtin.x509;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a chain is to be checked.
 *
 * @param now the time for which it has to hold
 * @param host the name that the holder must have
 * @param uses extended uses by number, one of which must be open
 */
record ChainOptions(Instant now, Optional<String> host, Set<Integer> uses) {
  private static final Set<Integer> SERVERS = Set.of(ExtendedUse.called("KeyUsageServerAuth"));

  static ChainOptions standard(long nowNanos) {
    return new ChainOptions(instant(nowNanos), Optional.empty(), SERVERS);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  static ChainOptions read(RegoObject options, long nowNanos) throws BuiltinException {
    ChainOptions read = standard(nowNanos);
    for (int i = 0; i < options.size(); i++) {
      if (!(options.keyAt(i) instanceof RegoString key)) {
        throw BuiltinException.failed("invalid key type");
      }
      read = read.with(key.text(), options.valueAt(i));
    }
    return read;
  }

  private ChainOptions with(String name, Value value) throws BuiltinException {
    return switch (name) {
      case "DNSName" -> {
        if (!(value instanceof RegoString s)) {
          throw BuiltinException.failed("'DNSName' should be a string");
        }
        yield new ChainOptions(now, Optional.of(s.text()).filter(host -> !host.isEmpty()), uses);
      }
      case "CurrentTime" -> new ChainOptions(instant(number(name, value)), host, uses);
      case "MaxConstraintComparisons" -> {
        number(name, value); // the limit is the engine's
        yield this;
      }
      case "KeyUsages" -> new ChainOptions(now, host, uses(value));
      default -> throw BuiltinException.failed("invalid key option");
    };
  }

  private static long number(String name, Value value) throws BuiltinException {
    if (!(value instanceof RegoNumber n)) {
      throw BuiltinException.failed("'" + name + "' should be a number");
    }
    if (!n.isLong() || !n.isWrittenAsInteger()) {
      throw BuiltinException.failed("'" + name + "' should be a valid int64 number");
    }
    return n.longValue();
  }

  private static Set<Integer> uses(Value value) throws BuiltinException {
    Iterable<Value> members =
        switch (value) {
          case RegoArray a -> a;
          case RegoSet s -> s;
          default -> throw BuiltinException.failed("'KeyUsages' should be an Array or Set");
        };
    Set<Integer> uses = new HashSet<>();
    List<String> unknown = new ArrayList<>();
    for (Value member : members) {
      if (member instanceof RegoString name) {
        int number = ExtendedUse.called(name.text());
        if (number < 0) {
          unknown.add(name.text());
        } else {
          uses.add(number);
        }
      }
    }
    if (!unknown.isEmpty()) {
      throw BuiltinException.failed(
          "invalid entries for 'KeyUsages' found: [" + String.join(" ", unknown) + "]");
    }
    return uses.isEmpty() ? SERVERS : uses;
  }
}
