package dev.bailey.sys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** A regular file held open; what is read is this inode, whatever happens to its name. */
public final class RegularFile implements Opened, AutoCloseable {
  private final Fd fd;
  private final FileFacts facts;

  RegularFile(Fd fd, FileFacts facts) {
    this.fd = fd;
    this.facts = facts;
  }

  /** What it was when opened. */
  public FileFacts facts() {
    return facts;
  }

  /** What it is now: compare to see whether it changed while it was read. */
  public FileFacts factsNow() {
    return FileFacts.of(fd, "");
  }

  /**
   * A new channel for reading, to be closed by the caller, positioned at the start. It is opened
   * through {@code /proc/self/fd}, which leads to the held inode without resolving any path.
   *
   * @throws IOException if the process may not read the file
   */
  public FileChannel channel() throws IOException {
    return FileChannel.open(fd.link(), StandardOpenOption.READ);
  }

  /**
   * As {@link #channel()}, as a stream.
   *
   * @throws IOException if the process may not read the file
   */
  public InputStream stream() throws IOException {
    return Files.newInputStream(fd.link());
  }

  @Override
  public void close() {
    fd.close();
  }
}
