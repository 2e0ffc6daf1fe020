package dev.bailey.ledger.evidence;

import dev.bailey.ledger.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Writes lines and knows size and digest of each; keeps the limits of an evidence file. */
final class LineOutput {
  /** Longest line in bytes, without its line feed. */
  static final long MAX_LINE_BYTES = 64L << 20;

  /** Longest file in bytes. */
  static final long MAX_FILE_BYTES = 256L << 20;

  private final OutputStream out;
  private MessageDigest sha = Digest.sha256();
  private long line;
  private long total;

  /** Size and digest of a line without its line feed. */
  record Line(long size, Digest digest) {}

  /** The file would be longer than a reader accepts. */
  static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
    private final String limit;

    TooLarge(String limit) {
      super(limit, null, false, false);
      this.limit = limit;
    }

    String limit() {
      return limit;
    }
  }

  LineOutput(OutputStream out) {
    this.out = out;
  }

  void write(String text) throws IOException, TooLarge {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (line + bytes.length > MAX_LINE_BYTES) {
      throw new TooLarge("a line has at most " + MAX_LINE_BYTES + " bytes");
    }
    if (total + bytes.length + 1 > MAX_FILE_BYTES) {
      throw new TooLarge("a file has at most " + MAX_FILE_BYTES + " bytes");
    }
    sha.update(bytes);
    out.write(bytes);
    line += bytes.length;
    total += bytes.length;
  }

  Line endLine() throws IOException {
    out.write('\n');
    Line done = new Line(line, Digest.ofRaw(sha.digest()));
    sha = Digest.sha256();
    line = 0;
    total++;
    return done;
  }

  /** Bytes written so far. */
  long total() {
    return total;
  }
}
