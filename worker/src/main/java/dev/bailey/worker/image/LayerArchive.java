package dev.bailey.worker.image;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.sys.Beneath;
import dev.bailey.sys.Opened;
import dev.bailey.sys.Refused;
import dev.bailey.sys.RegularFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A layer's archive put together again: headers from the record that Podman's store keeps beside
 * each layer (tar-split: one JSON object a line), contents from the layer directory as it is now.
 *
 * <p>The record is not trusted. Whatever it says, the bytes that come out are the archive only if
 * their SHA-256 is the layer's digest.
 */
final class LayerArchive extends InputStream {
  /** Longest line of the record: headers and padding before one file. */
  static final int MAX_LINE = 4 << 20;

  private static final long RAW_BYTES = 2;
  private static final long FILE = 1;

  private final InputStream record;
  private final Beneath layer;
  private InputStream current = InputStream.nullInputStream();
  private Optional<RegularFile> open = Optional.empty();
  private long left;
  private String file = "";

  private LayerArchive(InputStream record, Beneath layer) {
    this.record = record;
    this.layer = layer;
  }

  static LayerArchive of(Path record, Path directory) throws IOException {
    InputStream lines =
        new BufferedInputStream(
            new GZIPInputStream(Files.newInputStream(record), 1 << 16), 1 << 16);
    return new LayerArchive(lines, Beneath.of(directory));
  }

  /** The file whose content came last. */
  String lastFile() {
    return file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      if (left > 0) {
        int n = current.read(into, offset, (int) Math.min(length, left));
        if (n < 0) {
          throw new IOException("is shorter than recorded: " + file);
        }
        left -= n;
        return n;
      }
      if (!advance()) {
        return -1;
      }
    }
  }

  private boolean advance() throws IOException {
    closeFile();
    byte[] line = line();
    if (line.length == 0) {
      return false;
    }
    if (!(JsonReader.read(line) instanceof JsonReader.Result.Value(Json.Obj item))) {
      throw new IOException("the record of the layer is damaged");
    }
    long type = item.whole("type").orElse(0L);
    if (type == RAW_BYTES) {
      byte[] raw = decoded(item.text("payload").orElse(""));
      current = new ByteArrayInputStream(raw);
      left = raw.length;
    } else if (type == FILE) {
      left = item.whole("size").orElse(0L);
      if (left > 0) {
        openFile(item.text("name").orElse(""));
      }
    } else {
      throw new IOException("the record of the layer is of an unknown form");
    }
    return true;
  }

  private static byte[] decoded(String base64) throws IOException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException bad) {
      throw new IOException("the record of the layer is damaged", bad);
    }
  }

  private void openFile(String name) throws IOException {
    try {
      file = TarReader.plain(name);
    } catch (LayerException outside) {
      throw new IOException(outside.reason(), outside);
    }
    Opened opened = layer.open(file);
    switch (opened) {
      case Refused refused ->
          throw new IOException("cannot be read (" + refused.kind() + "): " + file);
      case RegularFile regular -> {
        open = Optional.of(regular);
        current = regular.stream();
      }
    }
  }

  private byte[] line() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    for (int b = record.read(); b >= 0 && b != '\n'; b = record.read()) {
      if (out.size() == MAX_LINE) {
        throw new IOException("a line of the layer's record is longer than " + MAX_LINE);
      }
      out.write(b);
    }
    return out.toByteArray();
  }

  private void closeFile() {
    open.ifPresent(RegularFile::close);
    open = Optional.empty();
  }

  @Override
  public void close() throws IOException {
    closeFile();
    layer.close();
    record.close();
  }
}
