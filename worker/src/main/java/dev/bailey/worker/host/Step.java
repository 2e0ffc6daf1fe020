package dev.bailey.worker.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One change to the host. */
public sealed interface Step {
  /** What it is for, for people, such as {@code install packages}. */
  String purpose();

  /**
   * Runs a program.
   *
   * @param command the argument list; the first is an absolute path
   */
  record Command(String purpose, List<String> command) implements Step {
    public Command {
      command = List.copyOf(command);
    }
  }

  /**
   * Writes a file of mode 0644, whole or not at all.
   *
   * @param content everything that is in it afterwards
   */
  record WriteFile(String purpose, Path file, ByteBuffer content) implements Step {
    public WriteFile {
      content = content.asReadOnlyBuffer();
    }

    static WriteFile text(String purpose, Path file, String text) {
      return new WriteFile(purpose, file, StandardCharsets.UTF_8.encode(text));
    }
  }
}
