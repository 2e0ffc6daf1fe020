package dev.bailey.policy.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.policy.interpreter.Tried;
import org.junit.jupiter.api.Test;

/** What a fragment calls itself. */
class FragmentNamespaceTest {
  @Test
  void isInTheFirstLine() {
    assertThat(FragmentNamespace.of("package  mine \r\nx := 1")).isEqualTo(Tried.done("mine"));
    assertThat(FragmentNamespace.of("")).isEqualTo(Tried.failed("Fragment Rego is empty"));
    assertThat(FragmentNamespace.of("package a.b\u0007"))
        .isEqualTo(
            Tried.failed(
                "valid package definition required on first line, got \"package a.b\\a\""));
  }

  @Test
  void isNotThatOfSomethingElse() {
    assertThat(FragmentNamespace.of("package framework")).isInstanceOf(Tried.Failed.class);
    assertThat(FragmentNamespace.of("package Framework")).isEqualTo(Tried.done("Framework"));
  }

  @Test
  void showsBytesThatAreNoText() {
    byte[] bytes = {'"', (byte) 0xc3, (byte) 0xa9, (byte) 0xff, 0, 'x', (byte) 0xe2, (byte) 0x80};
    assertThat(GoQuoting.quoted(bytes)).isEqualTo("\"\\\"é\\xff\\x00x\\xe2\\x80\"");
    assertThat(GoQuoting.quoted("\u2028\ufffd")).isEqualTo("\"\\u2028\ufffd\"");
  }
}
