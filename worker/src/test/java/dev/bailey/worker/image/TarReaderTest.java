package dev.bailey.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarReaderTest {
  @Test
  void readsNamesModesAndOwners() throws Exception {
    List<LayerEntry> entries = read(header("./usr/bin/x", '0', 5), block("hello"), end());
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().path()).isEqualTo("usr/bin/x");
    assertThat(entries.getFirst().mode()).isEqualTo(04755);
    assertThat(entries.getFirst().uid()).isEqualTo(7);
    assertThat(entries.getFirst().size()).isEqualTo(5);
  }

  @Test
  void extendedHeadersWin() throws Exception {
    String records = record("path=" + "d/".repeat(150) + "f") + record("SCHILY.xattr.user.a=b");
    List<LayerEntry> entries =
        read(header("x", 'x', records.length()), block(records), header("short", '0', 0), end());
    assertThat(entries.getFirst().path()).isEqualTo("d/".repeat(150) + "f");
    assertThat(entries.getFirst().attributes()).containsEntry("user.a", "62");
  }

  @Test
  void gnuLongNamesWin() throws Exception {
    List<LayerEntry> entries =
        read(header("@", 'L', 4), block("abc\0"), header("short", '0', 0), end());
    assertThat(entries.getFirst().path()).isEqualTo("abc");
  }

  @ParameterizedTest
  @CsvSource({"./,.", "a//b/,a/b", "/etc/passwd,etc/passwd", "./a/./b,a/b"})
  void pathsBecomePlain(String path, String plain) throws Exception {
    assertThat(TarReader.plain(path)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/../../b", "a/.."})
  void pathsThatLeaveAreRefused(String path) {
    assertThatThrownBy(() -> TarReader.plain(path)).isInstanceOf(LayerException.class);
  }

  @ParameterizedTest
  @ValueSource(chars = {'S', '7', 'V', 'D'})
  void otherKindsOfEntriesAreRefused(char type) {
    assertThatThrownBy(() -> read(header("x", type, 0), end())).isInstanceOf(LayerException.class);
  }

  @Test
  void anExtendedHeaderHasALimit() {
    assertThatThrownBy(() -> read(header("x", 'x', TarReader.MAX_HEADER + 1L), end()))
        .isInstanceOf(LayerException.class);
    String fits = record("comment=" + "c".repeat(TarReader.MAX_HEADER - 17));
    assertThat(fits).hasSize(TarReader.MAX_HEADER);
    assertThat(tryRead(header("x", 'x', fits.length()), block(fits), header("a", '0', 0), end()))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "5 a=b\n", "9 a=b\n", "6 abcd\n", "-1 a=b\n", "99999999 a=b\n", "6 a=bc"})
  void malformedExtendedHeadersAreRefused(String records) {
    assertThatThrownBy(() ->
            read(header("x", 'x', records.length()), block(records), header("a", '0', 0), end()))
        .isInstanceOf(LayerException.class);
  }

  @Test
  void aDamagedHeaderIsRefused() {
    byte[] damaged = header("x", '0', 0);
    damaged[3] ^= 1;
    assertThatThrownBy(() -> read(damaged, end())).isInstanceOf(LayerException.class);
  }

  private static List<LayerEntry> tryRead(byte[]... parts) {
    try {
      return read(parts);
    } catch (IOException | LayerException e) {
      throw new AssertionError(e);
    }
  }

  private static List<LayerEntry> read(byte[]... parts) throws IOException, LayerException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    TarReader reader = new TarReader(new ByteArrayInputStream(all.toByteArray()));
    List<LayerEntry> out = new ArrayList<>();
    for (Optional<LayerEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
      reader.skipContent(e.get());
      out.add(e.get());
    }
    return out;
  }

  /** A pax record with its own length in front. */
  private static String record(String keyAndValue) {
    int length = keyAndValue.length() + 2;
    length += Integer.toString(length + Integer.toString(length).length()).length();
    return length + " " + keyAndValue + "\n";
  }

  private static byte[] header(String name, char type, long size) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0004755\0" + "0000007\0" + "0000010\0");
    put(block, 124, String.format(Locale.ROOT, "%011o\0", size));
    put(block, 148, "        " + type);
    put(block, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return block;
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static byte[] block(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512);
  }

  private static byte[] end() {
    return new byte[1024];
  }
}
