package dev.bailey.worker.network;

import dev.bailey.job.plan.Wire;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.Links;
import dev.bailey.sys.Nftables;
import dev.bailey.sys.SpareNamespace;
import dev.bailey.sys.SysException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel is told about rules and wires, on the host or in a job's namespace. */
final class Commands {
  /** On the host. */
  static final Commands HOST = new Commands(Nftables::run);

  /** The end of a wire in a job. */
  private static final String INSIDE = "eth0";

  private static final int PREFIX = 30;
  private static final int PREFIX_SIX = 126;

  /** An interface of an attempt that has just ended goes in the background. */
  private static final int TRIES = 40;

  private static final long PAUSE_MILLIS = 50;

  private final Rules rules;

  private Commands(Rules rules) {
    this.rules = rules;
  }

  /** The rules of one namespace. */
  private interface Rules {
    Nftables.Result run(String commands) throws IOException, InterruptedException;
  }

  /** In the namespace of a wire. */
  static Commands in(Wire wire) {
    return new Commands(commands -> Nftables.run(Path.of(wire.namespace()), commands));
  }

  /** In a namespace that is no job's yet. */
  static Commands in(SpareNamespace namespace) {
    return new Commands(commands -> Nftables.run(namespace, commands));
  }

  /** Carries out commands in nft's JSON form together; why they could not be, if so. */
  Optional<String> load(List<Json> commands) throws IOException, InterruptedException {
    String text =
        CanonicalJson.compact(Json.object().put("nftables", Json.array(commands)).build());
    return switch (rules.run(text)) {
      case Nftables.Result.Done _ -> Optional.empty();
      case Nftables.Result.Refused(String reason) -> Optional.of("nftables: " + reason);
    };
  }

  /** What there is of something, in nft's JSON form; empty if nothing can be listed. */
  Optional<String> list(String what) throws InterruptedException {
    try {
      return rules.run("list " + what) instanceof Nftables.Result.Done(String listing)
          ? Optional.of(listing)
          : Optional.empty();
    } catch (IOException | SysException unreadable) {
      return Optional.empty();
    }
  }

  /** Makes the wire from inside: one end stays, the other goes to the host. */
  static void wire(Wire wire) throws IOException, InterruptedException {
    List<Links.Address> own = ends(wire.job(), wire.jobSix());
    List<InetAddress> gateways =
        ends(wire.host(), wire.hostSix()).stream().map(Links.Address::address).toList();
    for (int i = 1; ; i++) {
      try {
        Links.pair(Path.of(wire.namespace()), INSIDE, own, gateways, wire.device());
        return;
      } catch (SysException there) {
        if (!there.errno().equals("EEXIST") || i == TRIES) {
          throw there;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Brings the host's end up. */
  static void hostEnd(Wire wire) {
    Links.up(wire.device(), ends(wire.host(), wire.hostSix()));
  }

  private static List<Links.Address> ends(String four, String six) {
    List<Links.Address> all = new ArrayList<>();
    all.add(new Links.Address(InetAddress.ofLiteral(four), PREFIX));
    if (!six.isEmpty()) {
      all.add(new Links.Address(InetAddress.ofLiteral(six), PREFIX_SIX));
    }
    return all;
  }
}
