package dev.bailey.worker.readback;

import static dev.bailey.worker.readback.DeviceFilter.ADD;
import static dev.bailey.worker.readback.DeviceFilter.ALU;
import static dev.bailey.worker.readback.DeviceFilter.ALU64;
import static dev.bailey.worker.readback.DeviceFilter.AND;
import static dev.bailey.worker.readback.DeviceFilter.AX;
import static dev.bailey.worker.readback.DeviceFilter.EXIT;
import static dev.bailey.worker.readback.DeviceFilter.JA;
import static dev.bailey.worker.readback.DeviceFilter.JEQ;
import static dev.bailey.worker.readback.DeviceFilter.JGT;
import static dev.bailey.worker.readback.DeviceFilter.JMP;
import static dev.bailey.worker.readback.DeviceFilter.JMP32;
import static dev.bailey.worker.readback.DeviceFilter.JNE;
import static dev.bailey.worker.readback.DeviceFilter.LOAD_WORD;
import static dev.bailey.worker.readback.DeviceFilter.MOV;
import static dev.bailey.worker.readback.DeviceFilter.X;
import static dev.bailey.worker.readback.DeviceFilter.XOR;
import static dev.bailey.worker.readback.DeviceFilter.loaded;
import static dev.bailey.worker.readback.DeviceFilter.runtime;
import static dev.bailey.worker.readback.DeviceFilter.systemd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs let be opened, as rules. */
class DeviceRuleListTest {
  private static final List<String> USUAL =
      List.of("c 1:3 rwm", "c 1:5 rwm", "c 5:2 rwm", "c 136:* rwm", "b *:* m", "c *:* m");

  private static List<String> rules(ByteBuffer... programs) {
    return DeviceRuleList.of(Stream.of(programs).map(DeviceProgram::of).toList());
  }

  @Test
  void whereThereIsNoProgramAllIsAllowed() {
    assertThat(rules()).containsExactly("a *:* rwm");
  }

  @Test
  void runtimesAndSystemdSayTheSame() {
    String[] expected = {"b *:* m", "c *:* m", "c 1:3 rw", "c 1:5 rw", "c 5:2 rw", "c 136:* rw"};
    assertThat(rules(runtime(USUAL))).containsExactly(expected);
    assertThat(rules(systemd(USUAL))).containsExactly(expected);
    assertThat(rules(runtime(USUAL), systemd(USUAL))).containsExactly(expected);
  }

  @Test
  void aRuleThatForbidsAllEndsTheList() {
    assertThat(rules(runtime(List.of("c 1:3 rwm", "-a *:* rwm", "c 1:1 rwm"))))
        .containsExactly("c 1:3 rwm");
  }

  @Test
  void allProgramsHaveToAllow() {
    assertThat(
            rules(
                runtime(List.of("c 1:3 rwm", "c 1:5 rw", "b 7:* r")),
                runtime(List.of("c 1:* r", "b *:1 rwm"))))
        .containsExactly("b 7:1 r", "c 1:3 r", "c 1:5 r");
  }

  @Test
  void anEmptyListAllowsNothing() {
    assertThat(rules(runtime(List.of()))).isEmpty();
    assertThat(rules(runtime(USUAL), new DeviceFilter().end(0).code())).isEmpty();
  }

  @Test
  void aProgramThatAllowsAllSaysSo() {
    assertThat(rules(new DeviceFilter().end(1).code())).containsExactly("a *:* rwm");
    assertThat(rules(runtime(List.of("a *:* rwm", "c 1:3 rw")))).containsExactly("a *:* rwm");
  }

  /** How a minor number is allowed whatever the major is, which no usual rule says. */
  @Test
  void aMinorNumberOfEveryDriver() {
    assertThat(rules(runtime(List.of("c *:9 w", "c 3:* r", "c 3:9 rwm"))))
        .containsExactly("c *:9 w", "c 3:* r", "c 3:9 m");
  }

  /** Between the numbers that are compared there is nothing that could be hidden. */
  @Test
  void oneNumberAmongMany() {
    List<String> many =
        IntStream.range(0, 40).mapToObj(i -> "c " + (1000 + i) + ":" + i + " rw").toList();
    assertThat(rules(runtime(many))).containsExactlyElementsOf(many);
  }

  /** With hardening the kernel hides each number behind another, and clears by exclusive or. */
  @Test
  void hardenedProgramIsTheSame() {
    DeviceFilter hardened =
        new DeviceFilter()
            .put(LOAD_WORD, 2, 1, 0, 0)
            .put(ALU | MOV, AX, 0, 0, 0x5a5a5a5a ^ 0xffff)
            .put(ALU | XOR, AX, 0, 0, 0x5a5a5a5a)
            .put(ALU | AND | X, 2, AX, 0, 0)
            .put(LOAD_WORD, 4, 1, 4, 0)
            .put(ALU64 | MOV, AX, 0, 0, 0x80000001 ^ 10)
            .put(ALU64 | XOR, AX, 0, 0, 0x80000001)
            .put(JMP | JNE | X, 4, AX, 3, 0)
            .put(ALU64 | MOV, AX, 0, 0, 0x1234 ^ 1)
            .put(ALU64 | XOR, AX, 0, 0, 0x1234)
            .put(JMP | JEQ | X, 2, AX, 2, 0)
            .put(ALU64 | XOR | X, 0, 0, 0, 0)
            .put(JMP | EXIT, 0, 0, 0, 0)
            .end(1);
    assertThat(rules(hardened.code())).containsExactly("b 10:* rwm");
  }

  /** A number with a sign is none that a device has; in 32 bits it has none. */
  @Test
  void numbersWithASign() {
    assertThat(rules(loaded().put(JMP | JEQ, 4, 0, 2, -1).end(0).end(1).code())).isEmpty();
    assertThat(rules(loaded().put(JMP32 | JEQ, 4, 0, 2, -1).end(0).end(1).code()))
        .containsExactly("b 4294967295:* rwm", "c 4294967295:* rwm");
  }

  static Stream<Arguments> unknown() {
    return Stream.of(
        Arguments.of("no end", loaded()),
        Arguments.of("nothing", new DeviceFilter()),
        Arguments.of("no answer", loaded().put(JMP | EXIT, 0, 0, 0, 0)),
        Arguments.of("the major number as answer", answer(4)),
        Arguments.of("another answer", loaded().end(2)),
        Arguments.of("an order", loaded().put(JMP | JGT, 4, 0, 2, 9).end(0).end(1)),
        Arguments.of("an order of types", loaded().put(JMP | JGT, 2, 0, 2, 1).end(0).end(1)),
        Arguments.of("a sum", loaded().put(ALU64 | ADD, 5, 0, 0, 1).end(1)),
        Arguments.of("a part of a number", loaded().put(ALU | AND, 5, 0, 0, 1).end(1)),
        Arguments.of("two numbers", loaded().put(JMP | JEQ | X, 4, 5, 2, 0).end(0).end(1)),
        Arguments.of("a call", loaded().put(JMP | 0x80, 0, 0, 0, 1).end(1)),
        Arguments.of("back", loaded().put(JMP | JA, 0, 0, -1, 0).end(1)),
        Arguments.of("beyond", loaded().put(JMP | JA, 0, 0, 9, 0).end(1)),
        Arguments.of("a map", loaded().put(0x18, 1, 1, 0, 3).put(0, 0, 0, 0, 0).end(1)),
        Arguments.of("the stack", loaded().put(0x63, 10, 4, -4, 0).end(1)),
        Arguments.of("a half word", new DeviceFilter().put(0x69, 2, 1, 0, 0).end(1)),
        Arguments.of("another field", new DeviceFilter().put(LOAD_WORD, 2, 1, 12, 0).end(1)),
        Arguments.of("a sign", loaded().put(ALU64 | MOV | X, 2, 3, 8, 0).end(1)));
  }

  private static DeviceFilter answer(int register) {
    return loaded().put(ALU64 | MOV | X, 0, register, 0, 0).put(JMP | EXIT, 0, 0, 0, 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknown")
  void whatIsNotKnownCannotBeJudged(String name, DeviceFilter program) {
    assertThatThrownBy(() -> rules(program.code()))
        .isInstanceOf(ReadbackException.class)
        .hasMessageContaining("none by which it can be judged");
  }

  @Test
  void whatNoListSaysCannotBeJudged() {
    assertThatThrownBy(() -> rules(runtime(List.of("-c 1:3 m", "c *:* rwm"))))
        .hasMessage("a device is an exception from what can be opened: c 1:3 m");
    assertThatThrownBy(() -> rules(runtime(List.of("c 1:3 r", "c 1:3 w"))))
        .hasMessage("reading and writing a device together is not allowed as each alone is: c 1:3");
  }

  @Test
  void moreThanCanBeAskedIsRefused() {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.add("c " + i + ":" + (1000 + i) + " rwm");
    }
    assertThatThrownBy(() -> rules(runtime(many))).hasMessageContaining("too many rules");
  }
}
