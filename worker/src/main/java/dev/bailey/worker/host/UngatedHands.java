package dev.bailey.worker.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/** The effects themselves: a program started, a file replaced. */
final class UngatedHands implements HostHands {
  @Override
  public Done carryOut(Step step, Consumer<String> lines) {
    try {
      return switch (step) {
        case Step.Command command -> run(command, lines);
        case Step.WriteFile write -> replace(write.file().toAbsolutePath(), write.content());
      };
    } catch (IOException failed) {
      return new Done.Failed(step.purpose() + ": " + failed, "");
    }
  }

  private static Done run(Step.Command step, Consumer<String> lines) {
    Probe.Output output = HostPrograms.run(step.command(), lines);
    return output.fine()
        ? new Done.Fine(output.text())
        : Done.Failed.of(step.purpose() + " ended with code " + output.code(), output.text());
  }

  private static Done replace(Path file, ByteBuffer content) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(fresh);
    try (FileChannel out =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer rest = content.duplicate();
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    return new Done.Fine("");
  }
}
