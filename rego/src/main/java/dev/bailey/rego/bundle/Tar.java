package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks a gzip-compressed tar archive into memory: ustar with the long names of POSIX and GNU.
 * Links, devices, sparse files and names that lead outside are errors, and so is a name that occurs
 * twice. Whatever programs read in different ways is an error too, so that an archive cannot be one
 * thing here and another elsewhere: sizes in two places, numbers that are none, data of folders,
 * and anything behind the end.
 */
final class Tar {
  private static final int BLOCK = 512;

  /** More than any path needs. */
  private static final int MOST_EXTENDED_HEADER = 1 << 20;

  private final String name;
  private final Limits limits;
  private final InputStream in;
  private final SortedMap<String, byte[]> files = new TreeMap<>();
  private long total;
  private int entries;
  private String longName = "";

  private Tar(String name, InputStream in, Limits limits) {
    this.name = name;
    this.limits = limits;
    this.in = in;
  }

  /** The archive's files by path, without a slash before it. */
  static SortedMap<String, byte[]> unpack(String name, byte[] archive, Limits limits)
      throws Unreadable {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(archive), 1 << 16)) {
      Tar tar = new Tar(name, in, limits);
      tar.read();
      return tar.files;
    } catch (IOException broken) {
      throw new Unreadable(name, "not a gzip-compressed tar archive: " + broken.getMessage());
    }
  }

  private void read() throws IOException, Unreadable {
    byte[] header = in.readNBytes(BLOCK);
    while (header.length == BLOCK && !blank(header)) {
      if (++entries > limits.bundleFiles()) {
        throw new Unreadable(name, "more than " + limits.bundleFiles() + " files");
      }
      checkSum(header);
      entry(header);
      header = in.readNBytes(BLOCK);
    }
    if (header.length != BLOCK) {
      throw new Unreadable(name, "the archive ends too early");
    }
    drain();
  }

  /** Reads the zeros that are left, so that the check sum of the compressed stream is checked. */
  private void drain() throws IOException, Unreadable {
    byte[] rest = new byte[1 << 13];
    for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
      total += n;
      if (total > limits.bundleBytes()) {
        throw new Unreadable(name, "larger than " + limits.bundleBytes() + " bytes when unpacked");
      }
      if (!blank(Arrays.copyOf(rest, n))) {
        throw new Unreadable(name, "something stands behind the end of the archive");
      }
    }
  }

  private void entry(byte[] header) throws IOException, Unreadable {
    long size = octal(header, 124, 12);
    char type = (char) header[156];
    switch (type) {
      case '0', '\0' -> put(path(header), content(size));
      case '5' -> {
        String folder = Paths.inside(name, path(header));
        if (size != 0) {
          throw new Unreadable(name, "the folder " + folder + " has a size");
        }
      }
      case 'L' -> longName = text(small(size));
      case 'x' -> longName = pax(small(size));
      case 'g' -> {
        if (!pax(small(size)).isEmpty()) {
          throw new Unreadable(name, "a header names all files of the archive at once");
        }
      }
      default -> throw new Unreadable(name, "neither file nor folder: " + path(header));
    }
  }

  private void put(String path, byte[] content) throws Unreadable {
    String inside = Paths.inside(name, path);
    if (files.putIfAbsent(inside, content) != null) {
      throw new Unreadable(name, "holds " + inside + " twice");
    }
  }

  private byte[] small(long size) throws IOException, Unreadable {
    if (size > MOST_EXTENDED_HEADER) {
      throw new Unreadable(name, "a header of the archive is too long");
    }
    return content(size);
  }

  private byte[] content(long size) throws IOException, Unreadable {
    total += Math.max(0, size);
    if (size < 0) {
      throw new Unreadable(name, "the size of a file in the archive is not an octal number");
    }
    if (total > limits.bundleBytes() || size > Integer.MAX_VALUE - BLOCK) {
      throw new Unreadable(name, "larger than " + limits.bundleBytes() + " bytes when unpacked");
    }
    byte[] content = in.readNBytes((int) size);
    if (content.length != size) {
      throw new Unreadable(name, "the archive ends too early");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    return content;
  }

  private String path(byte[] header) {
    if (!longName.isEmpty()) {
      String path = longName;
      longName = "";
      return path;
    }
    String path = text(Arrays.copyOfRange(header, 0, 100));
    boolean posix = header[257] == 'u' && header[262] == 0;
    String prefix = posix ? text(Arrays.copyOfRange(header, 345, 500)) : "";
    return prefix.isEmpty() ? path : prefix + "/" + path;
  }

  /** The path among the records {@code length key=value\n} of an extended header. */
  private String pax(byte[] records) throws Unreadable {
    String path = "";
    int at = 0;
    while (at < records.length) {
      int space = at;
      while (space < records.length && records[space] != ' ') {
        space++;
      }
      int length = length(records, at, space);
      String record =
          new String(records, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      if (record.startsWith("path=")) {
        path = record.substring("path=".length());
      } else if (record.startsWith("size=") || record.startsWith("GNU.sparse.")) {
        throw new Unreadable(
            name, "an extended header gives a file another size or shape: " + record);
      }
      at += length;
    }
    return path;
  }

  private int length(byte[] records, int from, int space) throws Unreadable {
    int length = 0;
    for (int i = from; i < space && length <= records.length; i++) {
      length = length * 10 + (records[i] - '0');
    }
    if (length < space - from + 2 || length > records.length - from) {
      throw new Unreadable(name, "an extended header of the archive is broken");
    }
    return length;
  }

  private void checkSum(byte[] header) throws Unreadable {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, 148, 8)) {
      throw new Unreadable(name, "a header of the archive is broken");
    }
  }

  /**
   * An octal number between spaces and NULs, or a negative one if it is anything else: a text, or a
   * number too large for octal digits.
   */
  private static long octal(byte[] header, int from, int length) {
    String field = new String(header, from, length, StandardCharsets.ISO_8859_1);
    String digits = field.replace('\0', ' ').strip();
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '7') {
        return -1;
      }
      value = value * 8 + (c - '0');
    }
    return value;
  }

  private static boolean blank(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
