package dev.bailey.ledger.log;

import dev.bailey.ledger.LedgerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process, and a second opening in this one, out of the folder. */
final class FolderLock implements AutoCloseable {
  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  static FolderLock take(Path path) {
    try {
      Files.createDirectories(path.resolveSibling(""));
      FileChannel file =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(file)) {
        return new FolderLock(file);
      }
      file.close();
    } catch (IOException failed) {
      throw new LedgerException(LedgerException.Code.IO, "cannot lock " + path, failed);
    }
    throw new LedgerException(
        LedgerException.Code.IN_USE, "the ledger is open elsewhere: " + path.resolveSibling(""));
  }

  private static boolean locked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException here) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failed) {
      throw new LedgerException(LedgerException.Code.IO, "cannot unlock the ledger", failed);
    }
  }
}
