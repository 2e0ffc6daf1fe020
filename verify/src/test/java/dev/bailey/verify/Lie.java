package dev.bailey.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;

/**
 * A lie that a node signs with its own trusted key, and where the report must speak of it.
 *
 * @param title of the finding
 * @param says a part of its text
 */
record Lie(String name, String title, String says, Consumer<Forge> lie) {
  private static final Key TRUSTED = Samples.node().trusted("node.pub");

  static Lie lie(String name, String title, String says, Consumer<Forge> lie) {
    return new Lie(name, title, says, lie);
  }

  /** Tells the lie in an otherwise good file and demands that it is found. */
  void mustBeFound() {
    Forge f = Samples.good(Samples.node());
    lie.accept(f);
    Report report = Check.verify(f.build(), TRUSTED);
    assertThat(report.verified()).as(report.text()).isFalse();
    assertThat(report.text()).doesNotContain("verified with");
    assertThat(report.findings())
        .anySatisfy(finding -> {
          assertThat(finding.mark()).isEqualTo(Mark.FAIL);
          assertThat(finding.title()).isEqualTo(title);
          assertThat(finding.text()).contains(says);
        });
  }

  @Override
  public String toString() {
    return name;
  }
}
