package dev.bailey.worker.host;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A program of some 200 bytes that tells whether a process limit holds, and a tar with it.
 *
 * <p>It forks until the kernel refuses and ends with 0; if {@value #FORKS} forks succeed it ends
 * with 1. Its children only wait. x86-64, ELF64, no library, so that it needs no image but itself.
 */
final class ProbeProgram {
  /** Forks after which no limit is assumed. */
  static final int FORKS = 64;

  /** Its path in the container. */
  static final String PATH = "/probe";

  private static final long LOAD_ADDRESS = 0x400000;
  private static final int HEADERS = 64 + 56;

  /** Assembler on the right; jumps are relative to the following instruction. */
  private static final String CODE =
      "31db" // xor ebx, ebx
          + "b839000000" // again: mov eax, 57 (fork)
          + "0f05" // syscall
          + "85c0" // test eax, eax
          + "7819" // js limited
          + "740e" // jz child
          + "ffc3" // inc ebx
          + "83fb40" // cmp ebx, 64
          + "7cec" // jl again
          + "bf01000000" // mov edi, 1
          + "eb0b" // jmp exit
          + "b822000000" // child: mov eax, 34 (pause)
          + "0f05" // syscall
          + "ebf7" // jmp child
          + "31ff" // limited: xor edi, edi
          + "b83c000000" // exit: mov eax, 60 (exit)
          + "0f05"; // syscall

  private ProbeProgram() {}

  /** The executable. */
  static byte[] elf() {
    byte[] code = HexFormat.of().parseHex(CODE);
    ByteBuffer out = ByteBuffer.allocate(HEADERS + code.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    out.putShort((short) 2).putShort((short) 62).putInt(1);
    out.putLong(LOAD_ADDRESS + HEADERS).putLong(64).putLong(0).putInt(0);
    out.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    out.putInt(1).putInt(5).putLong(0).putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
    out.putLong(out.capacity()).putLong(out.capacity()).putLong(0x1000);
    out.put(code);
    return out.array();
  }

  /** A POSIX tar with the executable alone. */
  static byte[] tar() {
    byte[] program = elf();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(program.length));
    out.writeBytes(program);
    out.writeBytes(new byte[512 - program.length % 512 + 1024]);
    return out.toByteArray();
  }

  private static byte[] header(int size) {
    ByteBuffer block = ByteBuffer.allocate(512);
    put(block, 0, PATH.substring(1));
    put(block, 100, "0000755\0" + "0000000\0" + "0000000\0");
    put(block, 124, String.format(Locale.ROOT, "%011o\0", size) + "00000000000\0");
    put(block, 148, "        " + "0");
    put(block, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : block.array()) {
      sum += b & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    return block.array();
  }

  private static void put(ByteBuffer block, int at, String text) {
    block.put(at, text.getBytes(StandardCharsets.US_ASCII));
  }
}
