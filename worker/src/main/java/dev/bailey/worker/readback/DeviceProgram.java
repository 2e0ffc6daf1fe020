package dev.bailey.worker.readback;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A program that decides which devices a control group can open, carried out as the kernel does.
 *
 * <p>It knows the instructions of which such programs are made: they load the fields of the
 * question, take type and access apart, compare with numbers, jump forward, and end with 0 or 1.
 * Encodings are those of {@code linux/bpf.h}. The major and minor number can be moved between
 * registers and compared for equality with a number, nothing else. Any other program is refused: it
 * cannot be judged.
 *
 * <p>So all that a run can learn of a major or minor number is to which of the numbers that it is
 * compared with it is equal. All numbers that are equal to none of these take the same way.
 */
final class DeviceProgram {
  /** {@code BPF_REG_0} to {@code BPF_REG_10}, and one of the kernel's own for hardening. */
  private static final int REGISTERS = 12;

  /** {@code BPF_LDX | BPF_MEM | BPF_W}. */
  private static final int LOAD_WORD = BpfInstruction.LDX | 0x60;

  private static final int EXIT = 0x90;
  private static final long LOW = 0xffff_ffffL;

  private final List<BpfInstruction> instructions;

  private DeviceProgram(List<BpfInstruction> instructions) {
    this.instructions = List.copyOf(instructions);
  }

  /** What a register holds. */
  private sealed interface Value {}

  private record Known(long number) implements Value {}

  private enum Field implements Value {
    MAJOR,
    MINOR
  }

  private enum Opaque implements Value {
    /** The address of the question. */
    QUESTION,
    UNSET
  }

  /** The numbers with which the fields of questions have been compared. */
  record Compared(Set<Long> majors, Set<Long> minors) {}

  /**
   * Reads a program.
   *
   * @param code instructions of eight bytes, in the byte order of the buffer
   */
  static DeviceProgram of(ByteBuffer code) {
    List<BpfInstruction> all = new ArrayList<>();
    for (int at = 0; at + BpfInstruction.BYTES <= code.limit(); at += BpfInstruction.BYTES) {
      all.add(BpfInstruction.at(code, at));
    }
    return new DeviceProgram(all);
  }

  int size() {
    return instructions.size();
  }

  /**
   * The program's answer.
   *
   * @param compared takes each number with which a field was compared
   * @throws ReadbackException if the program cannot be judged
   */
  boolean allows(DeviceQuestion question, Compared compared) {
    Run run = new Run(question, compared);
    int at = 0;
    while (at < instructions.size()) {
      BpfInstruction next = instructions.get(at);
      if (next.code() == (BpfInstruction.JMP | EXIT)) {
        return run.answer(at);
      }
      if (next.offset() < 0 || next.to() >= REGISTERS || next.from() >= REGISTERS) {
        throw unknown(at);
      }
      at += 1 + run.step(at, next);
    }
    throw unknown(at);
  }

  private static ReadbackException unknown(int at) {
    return new ReadbackException(
        "a program decides which devices can be opened, and its instruction "
            + at
            + " is none by which it can be judged");
  }

  /** One question being answered. */
  private static final class Run {
    private final DeviceQuestion question;
    private final Compared compared;
    private final Value[] registers = new Value[REGISTERS];

    Run(DeviceQuestion question, Compared compared) {
      this.question = question;
      this.compared = compared;
      Arrays.fill(registers, Opaque.UNSET);
      registers[1] = Opaque.QUESTION;
    }

    boolean answer(int at) {
      long end = known(registers[0], at);
      if (end != 0 && end != 1) {
        throw unknown(at);
      }
      return end == 1;
    }

    /** Carries one out; how many are jumped over. */
    int step(int at, BpfInstruction i) {
      return switch (i.kind()) {
        case BpfInstruction.LDX -> {
          registers[i.to()] = load(at, i);
          yield 0;
        }
        case BpfInstruction.ALU, BpfInstruction.ALU64 -> {
          registers[i.to()] = compute(at, i);
          yield 0;
        }
        case BpfInstruction.JMP, BpfInstruction.JMP32 -> jumps(at, i) ? i.offset() : 0;
        default -> throw unknown(at);
      };
    }

    private Value load(int at, BpfInstruction i) {
      if (i.code() != LOAD_WORD || registers[i.from()] != Opaque.QUESTION) {
        throw unknown(at);
      }
      return switch (i.offset()) {
        case 0 -> new Known(question.accessType());
        case 4 -> Field.MAJOR;
        case 8 -> Field.MINOR;
        default -> throw unknown(at);
      };
    }

    private Value compute(int at, BpfInstruction i) {
      // An offset makes another operation of some.
      if (i.offset() != 0) {
        throw unknown(at);
      }
      boolean same = i.register() && i.from() == i.to();
      Value second = operand(i);
      return switch (i.operation()) {
        case 0xb0 -> second instanceof Known k ? result(i, k.number) : moved(at, i, second);
        // How the kernel clears a register, whatever is in it.
        case 0xa0 ->
            same ? new Known(0) : result(i, known(registers[i.to()], at) ^ known(second, at));
        case 0x50 -> result(i, known(registers[i.to()], at) & known(second, at));
        case 0x40 -> result(i, known(registers[i.to()], at) | known(second, at));
        case 0x70 -> {
          long first = known(registers[i.to()], at);
          long by = known(second, at);
          yield result(i, i.wide() ? first >>> by : (first & LOW) >>> (by & 31));
        }
        default -> throw unknown(at);
      };
    }

    /** Fields have 32 bits, so that both widths leave them as they are; addresses have more. */
    private static Value moved(int at, BpfInstruction i, Value value) {
      if (value == Opaque.UNSET || (value == Opaque.QUESTION && !i.wide())) {
        throw unknown(at);
      }
      return value;
    }

    private static Known result(BpfInstruction i, long value) {
      return new Known(i.wide() ? value : value & LOW);
    }

    private boolean jumps(int at, BpfInstruction i) {
      if (i.operation() == 0x00 && i.kind() == BpfInstruction.JMP) {
        return true;
      }
      Value first = registers[i.to()];
      Value second = operand(i);
      return switch (i.operation()) {
        case 0x10 -> equal(at, i, first, second);
        case 0x50 -> !equal(at, i, first, second);
        default -> throw unknown(at);
      };
    }

    private boolean equal(int at, BpfInstruction i, Value first, Value second) {
      if (second instanceof Field && first instanceof Known) {
        return equal(at, i, second, first);
      }
      long number = i.wide() ? known(second, at) : known(second, at) & LOW;
      if (first instanceof Field field) {
        // Fields have 32 bits and no sign.
        if (number != (number & LOW)) {
          return false;
        }
        boolean major = field == Field.MAJOR;
        (major ? compared.majors : compared.minors).add(number);
        OptionalLong asked = major ? question.major() : question.minor();
        return asked.isPresent() && asked.getAsLong() == number;
      }
      long known = known(first, at);
      return (i.wide() ? known : known & LOW) == number;
    }

    /** A number in an instruction has 32 bits and a sign. */
    private Value operand(BpfInstruction i) {
      return i.register() ? registers[i.from()] : new Known(i.number());
    }

    private static long known(Value value, int at) {
      if (value instanceof Known known) {
        return known.number;
      }
      throw unknown(at);
    }
  }
}
