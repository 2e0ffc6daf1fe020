package dev.bailey.policy.config;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.regex.Pattern;

/** What may stand in a field of Bailey's own points. */
enum OwnValue {
  TEXT("a text that is not empty", "(?s).+"),
  DIGEST("a digest of 64 hexadecimal digits in lower case", "[0-9a-f]{64}"),
  NETWORK("none or allow-list", "none|allow-list"),
  PROTOCOL("tcp or udp", "tcp|udp"),
  WAY("broker", "broker"),
  SOURCES("a list of host, addresses and subnets", "host|[0-9a-f.:]+(?:/[0-9]{1,3})?"),
  DEVICE(
      "a name such as vendor.com/class=name", "[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+=[A-Za-z0-9_.:-]+"),
  TRUE("true", "") {
    @Override
    boolean fits(Value value) {
      return value instanceof RegoBoolean yes && yes.isTrue();
    }
  },
  DIGESTS("a list of digests of 64 hexadecimal digits in lower case", "") {
    @Override
    boolean fits(Value value) {
      return value instanceof RegoArray all && all.asList().stream().allMatch(DIGEST::fits);
    }
  },
  DELIVERY("file or environment", "file|environment"),
  PATH("an absolute path", "/.+"),
  MODE("permissions of four octal digits, such as 0400", "0[0-7]{3}"),
  VARIABLE("the name of a variable", "[A-Za-z_][A-Za-z0-9_]*"),
  PORT("a port from 1 to 65535", 1, 65535),
  ID("a number from 0 to 4294967295", 0, 0xffffffffL),
  COUNT("a whole number from 0", 0, Long.MAX_VALUE),
  AMOUNT("a whole number from 1", 1, Long.MAX_VALUE);

  private final String wanted;
  private final Pattern pattern;
  private final long least;
  private final long most;

  OwnValue(String wanted, String pattern) {
    this.wanted = wanted;
    this.pattern = Pattern.compile(pattern);
    this.least = 1;
    this.most = 0;
  }

  OwnValue(String wanted, long least, long most) {
    this.wanted = wanted;
    this.pattern = Pattern.compile("");
    this.least = least;
    this.most = most;
  }

  /** What is wanted, in words. */
  String wanted() {
    return wanted;
  }

  boolean fits(Value value) {
    return switch (value) {
      case RegoArray list -> this == SOURCES && list.asList().stream().allMatch(this::matches);
      case RegoString text -> this != SOURCES && matches(text);
      case RegoNumber number ->
          number.isLong() && number.longValue() >= least && number.longValue() <= most;
      default -> false;
    };
  }

  private boolean matches(Value value) {
    return value instanceof RegoString text
        && least > most
        && pattern.matcher(text.text()).matches();
  }
}
