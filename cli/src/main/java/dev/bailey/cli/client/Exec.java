package dev.bailey.cli.client;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.ledger.json.Json;
import dev.bailey.sys.http.Hijacked;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One command in a job: frames of {@code docs/api.md} to and from three streams. */
public final class Exec {
  private static final int MAX_FRAME = 64 << 10;
  private static final int HEAD = 5;
  private static final byte INPUT = 1;
  private static final byte OUTPUT = 2;
  private static final byte ERROR = 3;
  private static final byte END = 4;

  private Exec() {}

  /** Runs until the command has ended; its code. */
  public static int run(Hijacked raw, InputStream in, OutputStream out, OutputStream err) {
    Thread.ofPlatform().daemon().name("input").start(() -> feed(in, raw.out()));
    try (raw) {
      DataInputStream frames = new DataInputStream(raw.in());
      while (true) {
        byte kind = frames.readByte();
        int length = frames.readInt();
        if (length < 0 || length > MAX_FRAME) {
          throw new IOException("a frame of " + length + " bytes");
        }
        byte[] payload = frames.readNBytes(length);
        switch (kind) {
          case OUTPUT -> write(out, payload);
          case ERROR -> write(err, payload);
          case END -> {
            return ended(new String(payload, StandardCharsets.UTF_8));
          }
          default -> throw new IOException("a frame of kind " + kind);
        }
      }
    } catch (IOException broken) {
      throw new Failure(
          Exit.UNREACHABLE,
          "the connection to the command was lost",
          String.valueOf(broken.getMessage()),
          "");
    }
  }

  private static void write(OutputStream to, byte[] payload) throws IOException {
    to.write(payload);
    to.flush();
  }

  private static int ended(String text) throws IOException {
    Json.Obj end = AgentClient.parse(text);
    if (end.whole("exit_code").isPresent()) {
      return (int) (long) end.whole("exit_code").get();
    }
    boolean denied = end.bool("denied").orElse(false);
    throw new Failure(
        denied ? Exit.DENIED : Exit.FAILED,
        denied ? "denied" : "the command did not run",
        end.text("not_run").orElse(""),
        "");
  }

  private static void feed(InputStream in, OutputStream frames) {
    byte[] buffer = new byte[MAX_FRAME];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        frame(frames, buffer, n);
      }
      frame(frames, buffer, 0);
    } catch (IOException over) {
      // The command has ended without reading all of its input, which is its right.
    }
  }

  private static void frame(OutputStream to, byte[] payload, int length) throws IOException {
    to.write(
        ByteBuffer.allocate(HEAD + length)
            .put(INPUT)
            .putInt(length)
            .put(payload, 0, length)
            .array());
    to.flush();
  }
}
