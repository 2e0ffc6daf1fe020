package dev.bailey.sys;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Interfaces, their addresses and routes, by netlink and without a program between. Layouts and
 * numbers are from the kernel's {@code linux/rtnetlink.h}, {@code if_link.h}, {@code if_addr.h} and
 * {@code veth.h}.
 */
public final class Links {
  private static final int NEW_LINK = 16;
  private static final int GET_LINK = 18;
  private static final int NEW_ADDRESS = 20;
  private static final int NEW_ROUTE = 24;

  /** {@code IFF_UP}. */
  private static final int UP = 1;

  private static final int LINK_NAME = 3;
  private static final int LINK_INFO = 18;
  private static final int LINK_NAMESPACE_OF = 19;
  private static final int INFO_KIND = 1;
  private static final int INFO_DATA = 2;
  private static final int VETH_PEER = 1;

  private static final int ADDRESS = 1;
  private static final int ADDRESS_LOCAL = 2;
  private static final int ADDRESS_FLAGS = 8;

  /** {@code IFA_F_NODAD}: usable at once, since nobody else can have it. */
  private static final int NOT_SHARED = 2;

  private static final int ROUTE_INTERFACE = 4;
  private static final int ROUTE_GATEWAY = 5;
  private static final byte TABLE_MAIN = (byte) 254;
  private static final byte SET_BY_HAND = 3;
  private static final byte UNICAST = 1;

  private static final byte AF_INET = 2;
  private static final byte AF_INET6 = 10;

  private final Netlink netlink;

  private Links(Netlink netlink) {
    this.netlink = netlink;
  }

  /**
   * An address of an interface.
   *
   * @param prefix bits that its neighbours share
   */
  public record Address(InetAddress address, int prefix) {}

  /**
   * Leads a kept namespace out by a pair of interfaces, one in it, which is up, the other in this
   * process's namespace, which is not.
   *
   * @param namespace where it is kept
   * @param inside name of the end in it
   * @param addresses of that end
   * @param gateways where everything else goes, at most one of IPv4 and one of IPv6
   * @param outside name of the other end
   * @throws IOException if the namespace is not there
   * @throws SysException what the kernel refuses; {@code EEXIST} if there is such an interface
   */
  public static void pair(
      Path namespace,
      String inside,
      List<Address> addresses,
      List<InetAddress> gateways,
      String outside)
      throws IOException, InterruptedException {
    NetNamespace.within(
        namespace,
        () -> {
          try (Netlink netlink = Netlink.open(Netlink.ROUTE)) {
            Links links = new Links(netlink);
            links.raise("lo");
            links.pair(inside, outside);
            links.raise(inside, addresses);
            for (InetAddress gateway : gateways) {
              links.route(gateway, links.index(inside));
            }
            return true;
          }
        });
  }

  /**
   * Gives an interface of this process's namespace its addresses and brings it up.
   *
   * @throws SysException what the kernel refuses
   */
  public static void up(String device, List<Address> addresses) {
    try (Netlink netlink = Netlink.open(Netlink.ROUTE)) {
      new Links(netlink).raise(device, addresses);
    }
  }

  private void raise(String device, List<Address> addresses) {
    int index = index(device);
    addresses.forEach(address -> address(address, device, index));
    raise(device);
  }

  private void raise(String device) {
    order(device, NEW_LINK, 0, link(UP), Netlink.Attribute.text(LINK_NAME, device));
  }

  private void pair(String inside, String outside) {
    Netlink.Attribute other =
        Netlink.Attribute.nested(
            VETH_PEER,
            link(0),
            Netlink.Attribute.text(LINK_NAME, outside),
            Netlink.Attribute.own(LINK_NAMESPACE_OF, (int) ProcessHandle.current().pid()));
    order(
        outside,
        NEW_LINK,
        Netlink.CREATE,
        link(0),
        Netlink.Attribute.text(LINK_NAME, inside),
        Netlink.Attribute.nested(
            LINK_INFO,
            new byte[0],
            Netlink.Attribute.text(INFO_KIND, "veth"),
            Netlink.Attribute.nested(INFO_DATA, new byte[0], other)));
  }

  private int index(String device) {
    return netlink
        .ask(device, GET_LINK, 0, link(0), Netlink.Attribute.text(LINK_NAME, device))
        .stream()
        .findFirst()
        .map(message -> message.body().getInt(4))
        .orElseThrow(() -> new SysException("netlink", "ENODEV", device));
  }

  private void address(Address address, String device, int index) {
    byte[] value = address.address().getAddress();
    byte[] body =
        Netlink.body(8)
            .put(family(value))
            .put((byte) address.prefix())
            .putShort((short) 0)
            .putInt(index)
            .array();
    order(
        device,
        NEW_ADDRESS,
        Netlink.CREATE,
        body,
        Netlink.Attribute.bytes(ADDRESS_LOCAL, value),
        Netlink.Attribute.bytes(ADDRESS, value),
        Netlink.Attribute.own(ADDRESS_FLAGS, NOT_SHARED));
  }

  private void route(InetAddress gateway, int index) {
    byte[] value = gateway.getAddress();
    byte[] body = {family(value), 0, 0, 0, TABLE_MAIN, SET_BY_HAND, 0, UNICAST, 0, 0, 0, 0};
    order(
        "route by " + gateway.getHostAddress(),
        NEW_ROUTE,
        Netlink.CREATE,
        body,
        Netlink.Attribute.bytes(ROUTE_GATEWAY, value),
        Netlink.Attribute.own(ROUTE_INTERFACE, index));
  }

  private void order(
      String about, int type, int flags, byte[] body, Netlink.Attribute... attributes) {
    netlink.ask(about, type, flags | Netlink.ACK, body, attributes);
  }

  /** {@code struct ifinfomsg}: flags and which of them are to change. */
  private static byte[] link(int flags) {
    return Netlink.body(16).putInt(8, flags).putInt(12, flags).array();
  }

  private static byte family(byte[] address) {
    return address.length == 4 ? AF_INET : AF_INET6;
  }
}
