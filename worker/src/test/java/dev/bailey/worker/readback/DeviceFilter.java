package dev.bailey.worker.readback;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes programs that decide which devices can be opened, as runtimes and systemd do. */
final class DeviceFilter {
  static final int ALU = 4;
  static final int JMP = 5;
  static final int JMP32 = 6;
  static final int ALU64 = 7;
  static final int X = 8;
  static final int JA = 0x00;
  static final int JEQ = 0x10;
  static final int JGT = 0x20;
  static final int JNE = 0x50;
  static final int ADD = 0x00;
  static final int AND = 0x50;
  static final int RSH = 0x70;
  static final int EXIT = 0x90;
  static final int XOR = 0xa0;
  static final int MOV = 0xb0;
  static final int LOAD_WORD = 0x61;

  /** The kernel's own register, for hardening. */
  static final int AX = 11;

  private static final int READ_WRITE_MAKE = 7;
  private static final int INSTRUCTION = 8;

  private final ByteBuffer code = ByteBuffer.allocate(32_768).order(ByteOrder.nativeOrder());

  /**
   * A rule of a container.
   *
   * @param type {@code c}, {@code b}, or {@code a} for both
   * @param major its number, negative for any
   * @param minor its number, negative for any
   */
  record Rule(boolean allow, String type, int major, int minor, String access) {
    /** Reads {@code c 1:3 rwm}, after {@code -} if it forbids. */
    static Rule of(String text) {
      String[] fields = text.replace("-", "").split("[ :]", -1);
      return new Rule(
          !text.startsWith("-"), fields[0], number(fields[1]), number(fields[2]), fields[3]);
    }

    private static int number(String text) {
      return text.equals("*") ? -1 : Integer.parseInt(text);
    }

    int mask() {
      return (access.contains("m") ? 1 : 0)
          | (access.contains("r") ? 2 : 0)
          | (access.contains("w") ? 4 : 0);
    }

    boolean partial() {
      return mask() != READ_WRITE_MAKE;
    }

    int number() {
      return type.equals("b") ? 1 : 2;
    }
  }

  DeviceFilter put(int operation, int to, int from, int offset, int number) {
    code.put((byte) operation).put((byte) (from << 4 | to)).putShort((short) offset).putInt(number);
    return this;
  }

  DeviceFilter end(int answer) {
    return put(ALU64 | MOV, 0, 0, 0, answer).put(JMP | EXIT, 0, 0, 0, 0);
  }

  ByteBuffer code() {
    return code.duplicate().order(code.order()).flip();
  }

  /** Type, access, major and minor in registers 2 to 5. */
  static DeviceFilter loaded() {
    return new DeviceFilter()
        .put(LOAD_WORD, 2, 1, 0, 0)
        .put(ALU | AND, 2, 0, 0, 0xffff)
        .put(LOAD_WORD, 3, 1, 0, 0)
        .put(ALU | RSH, 3, 0, 0, 16)
        .put(LOAD_WORD, 4, 1, 4, 0)
        .put(LOAD_WORD, 5, 1, 8, 0);
  }

  /** As crun and runc: the first rule that fits answers; where none does, nothing is allowed. */
  static ByteBuffer runtime(List<String> rules) {
    DeviceFilter out = loaded();
    for (Rule rule : rules.stream().map(Rule::of).toList()) {
      boolean typed = !rule.type.equals("a");
      int left =
          1
              + (typed ? 1 : 0)
              + (rule.partial() ? 3 : 0)
              + (rule.major < 0 ? 0 : 1)
              + (rule.minor < 0 ? 0 : 1);
      if (typed) {
        out.put(JMP | JNE, 2, 0, left--, rule.number());
      }
      if (rule.partial()) {
        out.put(ALU | MOV | X, 1, 3, 0, 0).put(ALU | AND, 1, 0, 0, rule.mask());
        out.put(JMP | JNE | X, 1, 3, left - 2, 0);
        left -= 3;
      }
      if (rule.major >= 0) {
        out.put(JMP | JNE, 4, 0, left--, rule.major);
      }
      if (rule.minor >= 0) {
        out.put(JMP | JNE, 5, 0, left, rule.minor);
      }
      out.end(rule.allow ? 1 : 0);
    }
    return out.end(0).code();
  }

  /**
   * As systemd for {@code DeviceAllow}: a rule that fits jumps to the end, where all is allowed.
   */
  static ByteBuffer systemd(List<String> rules) {
    DeviceFilter out = loaded();
    List<Integer> passes = new java.util.ArrayList<>();
    for (Rule rule : rules.stream().map(Rule::of).toList()) {
      int left = 2 + (rule.major < 0 ? 0 : 1) + (rule.minor < 0 ? 0 : 1);
      if (rule.partial()) {
        out.put(ALU | MOV | X, 1, 3, 0, 0).put(ALU | AND, 1, 0, 0, rule.mask());
        out.put(JMP | JNE | X, 1, 3, left, 0);
      }
      out.put(JMP | JNE, 2, 0, --left, rule.number());
      if (rule.major >= 0) {
        out.put(JMP | JNE, 4, 0, --left, rule.major);
      }
      if (rule.minor >= 0) {
        out.put(JMP | JNE, 5, 0, --left, rule.minor);
      }
      passes.add(out.code.position());
      out.put(JMP | JA, 0, 0, 0, 0);
    }
    out.put(ALU64 | MOV, 0, 0, 0, 0).put(JMP | JA, 0, 0, 1, 0);
    int pass = out.code.position();
    passes.forEach(at -> out.code.putShort(at + 2, (short) ((pass - at) / INSTRUCTION - 1)));
    return out.end(1).code();
  }
}
