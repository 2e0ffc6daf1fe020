package dev.bailey.policy;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an attempt has mounted and started so far. Mutable and copied for each decision, so that a
 * denied question leaves no trace.
 */
final class HouseState {
  final TreeMap<String, String> devices = new TreeMap<>();
  final TreeMap<String, String> overlays = new TreeMap<>();
  final TreeSet<String> scratch = new TreeSet<>();
  final TreeSet<String> binds = new TreeSet<>();
  final TreeSet<String> composed = new TreeSet<>();
  final TreeSet<String> started = new TreeSet<>();

  HouseState copy() {
    HouseState copy = new HouseState();
    copy.devices.putAll(devices);
    copy.overlays.putAll(overlays);
    copy.scratch.addAll(scratch);
    copy.binds.addAll(binds);
    copy.composed.addAll(composed);
    copy.started.addAll(started);
    return copy;
  }

  /** Digest of everything in a fixed order. */
  String digest() {
    Map<String, Object> all =
        new TreeMap<>(
            Map.of(
                "binds", binds,
                "composed", composed,
                "devices", devices,
                "overlays", overlays,
                "scratch", scratch,
                "started", started));
    return HousePolicy.sha256(all.toString());
  }
}
