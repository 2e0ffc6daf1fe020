package dev.bailey.worker.readback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one process below {@code /proc}, or a copy of them in a test.
 *
 * @param directory such as {@code /proc/4711}
 */
record ProcFiles(Path directory) {
  /** Longest file that is read; command and environment together have at most 6 MiB in Linux. */
  static final int MAX_BYTES = 8 << 20;

  /** The whole text of a file. */
  String text(String name) {
    return read(directory.resolve(name));
  }

  static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ReadbackException(file + " has more than " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new ReadbackException("cannot read " + file, failed);
    }
  }

  /** Where something of its root is for the host. */
  Path inside(String target) {
    return Path.of(directory + "/root" + target);
  }

  /** Where the link of a namespace points, such as {@code net:[4026531840]}. */
  String namespace(String kind) {
    return link("ns/" + kind);
  }

  /** Where a link of the kernel's points. */
  String link(String name) {
    try {
      return Files.readSymbolicLink(directory.resolve(name)).toString();
    } catch (IOException failed) {
      throw new ReadbackException("cannot read " + directory.resolve(name), failed);
    }
  }

  /** What is open, by descriptor: a path, or the kind of what has none, without its number. */
  List<String> descriptors() {
    try (Stream<Path> open = Files.list(directory.resolve("fd"))) {
      return open.map(fd -> Integer.valueOf(fd.getFileName().toString()))
          .sorted()
          .map(fd -> link("fd/" + fd).replaceFirst(":\\[[0-9]+]$", ""))
          .toList();
    } catch (IOException failed) {
      throw new ReadbackException("cannot read what is open in " + directory, failed);
    }
  }

  /** The lines of {@code status}, by name. */
  Map<String, String> status() {
    Map<String, String> fields = new TreeMap<>();
    for (String line : text("status").lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /** The texts of a file in which each is ended by a NUL. */
  List<String> texts(String name) {
    String all = text(name);
    List<String> out = new ArrayList<>();
    int start = 0;
    for (int end = all.indexOf('\0'); end >= 0; end = all.indexOf('\0', start)) {
      out.add(all.substring(start, end));
      start = end + 1;
    }
    if (start < all.length()) {
      out.add(all.substring(start));
    }
    return out;
  }

  /** The one line of {@code uid_map} or {@code gid_map} with single spaces. */
  String idMap(String name) {
    return String.join(
        "; ", text(name).lines().map(l -> l.strip().replaceAll("\\s+", " ")).toList());
  }

  /** Names in {@code net/dev}, which has two lines of headings. */
  List<String> interfaces() {
    return text("net/dev")
        .lines()
        .skip(2)
        .map(l -> l.substring(0, Math.max(0, l.indexOf(':'))).strip())
        .toList();
  }

  /** Bytes of the largest file system at these places of the process's root; 0 if none is there. */
  long room(List<String> places) {
    return places.stream()
        .mapToLong(place -> inside(place).toFile().getTotalSpace())
        .max()
        .orElse(0);
  }

  /** The hard limit in {@code limits} of that name. */
  long hardLimit(String name) {
    for (String line : text("limits").lines().toList()) {
      if (line.startsWith(name)) {
        String[] values = line.substring(name.length()).strip().split("\\s+", -1);
        if (values.length >= 2) {
          return values[1].equals("unlimited") ? Controls.UNLIMITED : Long.parseLong(values[1]);
        }
      }
    }
    throw new ReadbackException("no limit named " + name + " in " + directory);
  }
}
