package dev.bailey.worker.readback;

import java.nio.ByteBuffer;

/**
 * {@code struct bpf_insn} of the kernel's {@code linux/bpf.h}.
 *
 * @param code class, operation, and where the second operand is
 * @param to the register that is changed, or compared
 * @param from the register of the second operand
 * @param offset of a jump, in instructions, or in memory
 * @param number the second operand, if it is no register
 */
record BpfInstruction(int code, int to, int from, int offset, int number) {
  static final int BYTES = 8;

  /** {@code BPF_LDX} and the other classes: the three lowest bits of {@link #code}. */
  static final int LDX = 1;

  static final int ALU = 4;
  static final int JMP = 5;
  static final int JMP32 = 6;
  static final int ALU64 = 7;

  /** {@code BPF_X}: the second operand is a register. */
  private static final int REGISTER = 0x08;

  /** Reads one, in the byte order of the buffer. */
  static BpfInstruction at(ByteBuffer code, int at) {
    int registers = Byte.toUnsignedInt(code.get(at + 1));
    return new BpfInstruction(
        Byte.toUnsignedInt(code.get(at)),
        registers & 15,
        registers >> 4,
        code.getShort(at + 2),
        code.getInt(at + 4));
  }

  int kind() {
    return code & 7;
  }

  int operation() {
    return code & 0xf0;
  }

  boolean register() {
    return (code & REGISTER) != 0;
  }

  /** Whether it is about 64 bits, not 32. */
  boolean wide() {
    return kind() == ALU64 || kind() == JMP;
  }
}
