package dev.bailey.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes frames; safe for several threads. */
final class FrameWriter {
  private final OutputStream out;

  FrameWriter(OutputStream out) {
    this.out = out;
  }

  synchronized void write(int kind, byte[] bytes) throws IOException {
    write(kind, bytes, 0, bytes.length);
  }

  private synchronized void write(int kind, byte[] bytes, int from, int length) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(5 + length);
    frame.put((byte) kind).putInt(length).put(bytes, from, length);
    out.write(frame.array());
    out.flush();
  }

  /** A stream whose bytes go out in frames of one kind. */
  OutputStream stream(int kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        for (int at = from; at < from + length; at += Limits.FRAME_BYTES) {
          FrameWriter.this.write(kind, bytes, at, Math.min(Limits.FRAME_BYTES, from + length - at));
        }
      }
    };
  }
}
