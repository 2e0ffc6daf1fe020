package dev.bailey.rego.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes a tar archive by hand, so that it can be wrong in any way. */
public final class Archive {
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  public Archive file(String name, String content) {
    return entry(name, content.getBytes(StandardCharsets.UTF_8), '0');
  }

  public Archive entry(String name, byte[] content, char type) {
    return entry(name, content, type, "%011o\0".formatted(content.length));
  }

  /** The same with a size of its own, in twelve characters. */
  Archive entry(String name, byte[] content, char type, String size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0");
    put(header, 124, size);
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    tar.writeBytes(header);
    tar.writeBytes(content);
    tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** An extended header for the next file. */
  Archive pax(char type, String key, String value) {
    String record = " " + key + "=" + value + "\n";
    int length = record.length() + 2;
    length += String.valueOf(length).length() - 2;
    return entry("pax", (length + record).getBytes(StandardCharsets.UTF_8), type);
  }

  /** Any blocks. */
  Archive raw(byte[] bytes) {
    tar.writeBytes(bytes);
    return this;
  }

  public byte[] bytes() {
    return zipped(tar.toByteArray());
  }

  byte[] unzipped() {
    return tar.toByteArray();
  }

  static byte[] zipped(byte[] tar) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(tar);
      gzip.write(new byte[1024]);
    } catch (IOException never) {
      throw new IllegalStateException(never);
    }
    return out.toByteArray();
  }

  /** With the data, and a signature over it and over a file {@code a.rego}. */
  public static Archive signed(String data, String secret) throws Exception {
    String payload =
        "{\"files\":[{\"name\":\"data.json\",\"hash\":\"%s\",\"algorithm\":\"SHA-256\"},{\"name\":\"a.rego\",\"hash\":\"%s\",\"algorithm\":\"SHA-256\"}]}"
            .formatted(sha256(data), sha256("package a"));
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String text =
        base64.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8))
            + "."
            + base64.encodeToString(payload.getBytes(StandardCharsets.UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = base64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    return new Archive()
        .file("data.json", data)
        .file(".signatures.json", "{\"signatures\": [\"" + text + "." + signature + "\"]}");
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
