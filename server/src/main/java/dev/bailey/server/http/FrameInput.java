package dev.bailey.server.http;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Standard input out of frames: ends with an empty frame, fails if the client goes without one. */
final class FrameInput extends InputStream {
  private final DataInputStream in;
  private int left;
  private boolean ended;

  FrameInput(InputStream in) {
    this.in = new DataInputStream(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      header();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(into, from, Math.min(length, left));
    if (count < 0) {
      throw new IOException("the client went away");
    }
    left -= count;
    return count;
  }

  private void header() throws IOException {
    int kind = in.readUnsignedByte();
    int length = in.readInt();
    if (kind != Frame.STDIN || length < 0 || length > Limits.FRAME_BYTES) {
      throw new IOException("not a frame of standard input");
    }
    left = length;
    ended = length == 0;
  }
}
