package dev.bailey.worker.image;

import dev.bailey.worker.image.LayerEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the headers of a layer's archive (POSIX ustar and pax, GNU long names) and skips its
 * contents. What a layer does not hold, such as sparse files, is refused.
 */
final class TarReader {
  /** Largest extended header: 1 MB, far above the longest path and attributes of Linux. */
  static final int MAX_HEADER = 1 << 20;

  private static final int BLOCK = 512;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private boolean ended;

  TarReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next entry; empty at the end, after which the stream is read out. The caller skips or reads
   * the content before it asks again; see {@link #skipContent}.
   */
  Optional<LayerEntry> next() throws IOException, LayerException {
    PaxHeaders extended = new PaxHeaders();
    while (!ended) {
      byte[] header = in.readNBytes(BLOCK);
      if (header.length < BLOCK || zero(header)) {
        ended = true;
        in.transferTo(java.io.OutputStream.nullOutputStream());
      } else {
        checkSum(header);
        char type = (char) header[156];
        long size = number(header, 124, 12);
        switch (type) {
          case 'x' -> extended.pax(small(size));
          case 'g' -> small(size);
          case 'L' -> extended.gnu("path", small(size));
          case 'K' -> extended.gnu("linkpath", small(size));
          default -> {
            return Optional.of(entry(header, kind(type), extended));
          }
        }
      }
    }
    return Optional.empty();
  }

  void skipContent(LayerEntry entry) throws IOException {
    readPast(padded(entry.size()));
  }

  /** Reads, because a stream that computes a digest does not see what is skipped. */
  private void readPast(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new IOException("the archive of the layer ends too early");
      }
      left -= n;
    }
  }

  private byte[] small(long size) throws IOException, LayerException {
    if (size > MAX_HEADER) {
      throw new LayerException("an extended header is longer than " + MAX_HEADER + " bytes");
    }
    byte[] content = in.readNBytes((int) size);
    readPast(padded(size) - size);
    return content;
  }

  private static long padded(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  private static LayerEntry entry(byte[] header, Kind kind, PaxHeaders extended)
      throws LayerException {
    String path = extended.text("path").orElseGet(() -> name(header));
    String link = extended.text("linkpath").orElseGet(() -> text(header, 157, 100));
    long size = extended.number("size", number(header, 124, 12));
    boolean device = kind == Kind.CHARACTER_DEVICE || kind == Kind.BLOCK_DEVICE;
    return new LayerEntry(
        plain(path),
        kind,
        (int) number(header, 100, 8) & 07777,
        extended.number("uid", number(header, 108, 8)),
        extended.number("gid", number(header, 116, 8)),
        kind == Kind.FILE ? size : 0,
        kind == Kind.HARD_LINK ? plain(link) : kind == Kind.SYMBOLIC_LINK ? link : "",
        device ? (number(header, 329, 8) << 32) | number(header, 337, 8) : 0,
        extended.attributes());
  }

  private static Kind kind(char type) throws LayerException {
    return switch (type) {
      case '0', '\0' -> Kind.FILE;
      case '1' -> Kind.HARD_LINK;
      case '2' -> Kind.SYMBOLIC_LINK;
      case '3' -> Kind.CHARACTER_DEVICE;
      case '4' -> Kind.BLOCK_DEVICE;
      case '5' -> Kind.DIRECTORY;
      case '6' -> Kind.FIFO;
      default -> throw new LayerException("an entry is of unknown type " + (int) type);
    };
  }

  /** A path without leading and trailing decoration. */
  static String plain(String path) throws LayerException {
    StringBuilder out = new StringBuilder();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw new LayerException("a path leaves the layer: " + path);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        out.append(out.isEmpty() ? "" : "/").append(part);
      }
    }
    return out.isEmpty() ? "." : out.toString();
  }

  private static String name(byte[] header) {
    String prefix = text(header, 345, 155);
    boolean posix = text(header, 257, 6).equals("ustar");
    return posix && header[263] == '0' && !prefix.isEmpty()
        ? prefix + "/" + text(header, 0, 100)
        : text(header, 0, 100);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  /** An octal field, or a binary one if its first bit is set. */
  private static long number(byte[] header, int from, int length) throws LayerException {
    long value = 0;
    if ((header[from] & 0x80) != 0) {
      for (int i = from + 1; i < from + length; i++) {
        value = (value << 8) | (header[i] & 0xff);
      }
    } else {
      for (char c : text(header, from, length).strip().toCharArray()) {
        if (c < '0' || c > '7') {
          throw new LayerException("a header has a bad number");
        }
        value = (value << 3) | (c - '0');
      }
    }
    if (value < 0) {
      throw new LayerException("a header has a bad number");
    }
    return value;
  }

  private static void checkSum(byte[] header) throws LayerException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != number(header, 148, 8)) {
      throw new LayerException("a header's checksum is wrong");
    }
  }

  private static boolean zero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
