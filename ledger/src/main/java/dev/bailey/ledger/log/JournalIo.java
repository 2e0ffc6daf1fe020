package dev.bailey.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writing and flushing the journal; tests put a failing disk in its place. */
interface JournalIo {
  /** The file system itself. */
  JournalIo REAL =
      new JournalIo() {
        @Override
        public void write(FileChannel out, ByteBuffer bytes, long position) throws IOException {
          Disk.writeFully(out, bytes, position);
        }

        @Override
        public void force(FileChannel out) throws IOException {
          out.force(false);
        }
      };

  void write(FileChannel out, ByteBuffer bytes, long position) throws IOException;

  void force(FileChannel out) throws IOException;
}
