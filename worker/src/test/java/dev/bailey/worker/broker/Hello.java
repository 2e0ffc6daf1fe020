package dev.bailey.worker.broker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** ClientHello messages, made by hand so that each part can be wrong. */
final class Hello {
  int version = 0x0303;
  byte[] session = new byte[32];
  byte[] ciphers = {0x13, 0x01, 0x13, 0x02};
  byte[] compressions = {0};
  final List<byte[]> extensions = new ArrayList<>();

  /** With the usual extensions and this name. */
  static Hello to(String name) {
    return new Hello().with(10, new byte[] {0, 2, 0, 29}).with(0, names(entry(0, name)));
  }

  Hello with(int type, byte[] body) {
    extensions.add(joined(word(type), word(body.length), body));
    return this;
  }

  static byte[] entry(int kind, String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    return joined(new byte[] {(byte) kind}, word(text.length), text);
  }

  static byte[] names(byte[]... entries) {
    byte[] list = joined(entries);
    return joined(word(list.length), list);
  }

  /** The message with its header. */
  byte[] message() {
    byte[] all = joined(extensions.toArray(byte[][]::new));
    byte[] body =
        joined(
            word(version),
            new byte[32],
            new byte[] {(byte) session.length},
            session,
            word(ciphers.length),
            ciphers,
            new byte[] {(byte) compressions.length},
            compressions,
            extensions.isEmpty() ? new byte[0] : joined(word(all.length), all));
    return joined(new byte[] {1, 0}, word(body.length), body);
  }

  /** In one record. */
  byte[] bytes() {
    return record(22, message());
  }

  static byte[] record(int type, byte[] content) {
    return joined(new byte[] {(byte) type, 3, 1}, word(content.length), content);
  }

  static byte[] word(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** As a real client makes it. */
  static byte[] real(String name) throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine(name, 443);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setServerNames(List.of(new SNIHostName(name)));
    engine.setSSLParameters(parameters);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }
}
