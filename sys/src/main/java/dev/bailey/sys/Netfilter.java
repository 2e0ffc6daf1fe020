package dev.bailey.sys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What the kernel says of the rules in a network namespace, without a program between: tens of
 * microseconds where {@code nft} takes milliseconds. Numbers are from {@code
 * linux/netfilter/nfnetlink.h} and {@code nf_tables.h}; values are in network order.
 */
public final class Netfilter {
  /** {@code NFNL_SUBSYS_NFTABLES}, before the number of a message. */
  private static final int TABLES = 10 << 8;

  private static final int GET_GENERATION = TABLES | 16;
  private static final int GET_ELEMENT = TABLES | 13;
  private static final int GET_OBJECT = TABLES | 19;
  private static final int INET = 1;

  private static final int GENERATION_ID = 1;
  private static final int OBJECT_TABLE = 1;
  private static final int OBJECT_NAME = 2;
  private static final int OBJECT_TYPE = 3;
  private static final int OBJECT_DATA = 4;
  private static final int ELEMENT_TABLE = 1;
  private static final int ELEMENT_SET = 2;
  private static final int ELEMENTS = 3;
  private static final int ELEMENT_KEY = 1;
  private static final int ELEMENT_EXPRESSION = 7;
  private static final int KEY_VALUE = 1;
  private static final int EXPRESSION_DATA = 2;
  private static final int COUNTER = 1;
  private static final int COUNTER_BYTES = 1;
  private static final int COUNTER_PACKETS = 2;

  private static final int TRIES = 10;

  private Netfilter() {}

  /**
   * How often the rules of a namespace have changed; while it is the same, so are they. What a
   * packet changes, counters and elements that rules add, does not count.
   *
   * @param namespace where it is kept; empty is this process's own
   * @throws IOException if the namespace is not there
   * @throws SysException if the kernel does not say
   */
  public static int generation(Optional<Path> namespace) throws IOException, InterruptedException {
    return in(
        namespace,
        () -> {
          try (Netlink netlink = Netlink.open(Netlink.NETFILTER)) {
            ByteBuffer id =
                netlink.ask("rules", GET_GENERATION, 0, family(0)).stream()
                    .map(message -> Optional.ofNullable(message.attributes().get(GENERATION_ID)))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> new SysException("netlink", "ENODATA", "generation"));
            return id.order(ByteOrder.BIG_ENDIAN).getInt(0);
          }
        });
  }

  /**
   * What one counter has counted.
   *
   * @param packets that passed it
   * @param bytes of these, with their headers
   */
  public record Count(long packets, long bytes) {}

  /**
   * What has been counted.
   *
   * @param named counters of a table, by name
   * @param elements of sets whose elements count, by set and by element
   */
  public record Counts(Map<String, Count> named, Map<String, Map<Integer, Count>> elements) {
    public Counts {
      named = Map.copyOf(named);
      elements = Map.copyOf(elements);
    }
  }

  /**
   * What a table of the family {@code inet} has counted.
   *
   * @param namespace where it is kept
   * @param sets of four bytes each in this machine's order, such as marks, whose elements count
   * @return empty if there is no such table
   * @throws IOException if the namespace is not there
   * @throws SysException if the kernel does not say
   */
  public static Counts counts(Path namespace, String table, List<String> sets)
      throws IOException, InterruptedException {
    return NetNamespace.within(
        namespace,
        () -> {
          for (int i = 1; ; i++) {
            try (Netlink netlink = Netlink.open(Netlink.NETFILTER)) {
              Map<String, Count> named = named(netlink, table);
              Map<String, Map<Integer, Count>> elements = new HashMap<>();
              for (String set : named.isEmpty() ? List.<String>of() : sets) {
                elements.put(set, elements(netlink, table, set));
              }
              return new Counts(named, elements);
            } catch (SysException changed) {
              if (!changed.errno().equals("EAGAIN") || i == TRIES) {
                throw changed;
              }
            }
          }
        });
  }

  private static Map<String, Count> named(Netlink netlink, String table) {
    Map<String, Count> all = new HashMap<>();
    netlink
        .ask(
            "counters",
            GET_OBJECT,
            Netlink.DUMP,
            family(INET),
            Netlink.Attribute.text(OBJECT_TABLE, table),
            Netlink.Attribute.number(OBJECT_TYPE, COUNTER))
        .forEach(message -> {
          Map<Integer, ByteBuffer> object = message.attributes();
          all.put(text(value(object, OBJECT_NAME)), count(within(object, OBJECT_DATA)));
        });
    return all;
  }

  private static Map<Integer, Count> elements(Netlink netlink, String table, String set) {
    Map<Integer, Count> all = new HashMap<>();
    netlink
        .ask(
            "elements",
            GET_ELEMENT,
            Netlink.DUMP,
            family(INET),
            Netlink.Attribute.text(ELEMENT_TABLE, table),
            Netlink.Attribute.text(ELEMENT_SET, set))
        .forEach(message ->
            Netlink.list(value(message.attributes(), ELEMENTS))
                .forEach(one -> {
                  Map<Integer, ByteBuffer> element = Netlink.attributes(one);
                  Map<Integer, ByteBuffer> expression = within(element, ELEMENT_EXPRESSION);
                  all.put(
                      key(within(element, ELEMENT_KEY)),
                      count(within(expression, EXPRESSION_DATA)));
                }));
    return Map.copyOf(all);
  }

  private static int key(Map<Integer, ByteBuffer> key) {
    ByteBuffer value = value(key, KEY_VALUE);
    if (value.limit() != Integer.BYTES) {
      throw new SysException("netlink", "EBADMSG", "an element of " + value.limit() + " bytes");
    }
    return value.duplicate().order(ByteOrder.nativeOrder()).getInt(0);
  }

  private static Count count(Map<Integer, ByteBuffer> counter) {
    return new Count(whole(counter, COUNTER_PACKETS), whole(counter, COUNTER_BYTES));
  }

  private static Map<Integer, ByteBuffer> within(Map<Integer, ByteBuffer> attributes, int type) {
    return Netlink.attributes(value(attributes, type));
  }

  private static ByteBuffer value(Map<Integer, ByteBuffer> attributes, int type) {
    return attributes.getOrDefault(type, ByteBuffer.allocate(0));
  }

  /** {@code struct nfgenmsg}. */
  private static byte[] family(int family) {
    return new byte[] {(byte) family, 0, 0, 0};
  }

  private static String text(ByteBuffer value) {
    return StandardCharsets.UTF_8.decode(value.duplicate()).toString().replace("\0", "");
  }

  private static long whole(Map<Integer, ByteBuffer> data, int type) {
    ByteBuffer value = data.get(type);
    if (value == null || value.limit() != Long.BYTES) {
      throw new SysException("netlink", "EBADMSG", "a counter without a count");
    }
    return value.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(0);
  }

  private static <T> T in(Optional<Path> namespace, Callable<T> work)
      throws IOException, InterruptedException {
    if (namespace.isPresent()) {
      return NetNamespace.within(namespace.get(), work);
    }
    try {
      return work.call();
    } catch (IOException | InterruptedException | RuntimeException known) {
      throw known;
    } catch (Exception other) {
      throw new IllegalStateException(other);
    }
  }
}
