package dev.bailey.worker.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReaderTest {
  private static final String GOOD =
      """
      {"name":"tiny","suite":"bookworm","packages":["busybox-static","g++-12"],
       "environment":{"PATH":"/bin"},"epoch":1700000000,"exclude":["/usr/share/doc/*"]}
      """;

  @Test
  void readsARecipe() {
    assertThat(read(GOOD))
        .isInstanceOfSatisfying(
            RecipeReader.Result.Read.class,
            r -> {
              assertThat(r.recipe().reference()).isEqualTo("localhost/bailey/tiny");
              assertThat(r.recipe().packages()).containsExactly("busybox-static", "g++-12");
              assertThat(r.recipe().mirrors()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{",
        "{}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "\"name\":\"--root\"",
        "\"name\":\"../x\"",
        "\"suite\":\"-o\"",
        "\"packages\":[]",
        "\"packages\":[\"a,b\"]",
        "\"packages\":[\"--hook\"]",
        "\"packages\":[\"a;id\"]",
        "\"packages\":\"busybox\"",
        "\"environment\":{\"LD_PRELOAD \":\"x\"}",
        "\"environment\":{\"A\":\"x y\"}",
        "\"environment\":{\"A\":\"$(id)\"}",
        "\"epoch\":-1",
        "\"epoch\":1.5",
        "\"exclude\":[\"relative/*\"]",
        "\"exclude\":[\"/a\\nb\"]",
        "\"mirrors\":[\"file:///etc\"]",
        "\"mirrors\":[\"http://a b\"]",
        "\"hooks\":[\"rm\"]"
      })
  void refusesWhatCouldMeanSomethingElse(String change) {
    String text = change.startsWith("\"") ? with(change) : change;
    assertThat(read(text)).isInstanceOf(RecipeReader.Result.Bad.class);
  }

  @Test
  void refusesARecipeBeyondItsLimits() {
    assertThat(read(with("\"packages\":[" + "\"ab\",".repeat(200) + "\"ab\"]")))
        .isInstanceOf(RecipeReader.Result.Bad.class);
    assertThat(read(with("\"packages\":[" + "\"ab\",".repeat(199) + "\"ab\"]")))
        .isInstanceOf(RecipeReader.Result.Read.class);
  }

  @Test
  void namesEveryProblem() {
    assertThat(read(with("\"name\":\"A\",\"suite\":\"\",\"wrong\":1")))
        .isInstanceOfSatisfying(
            RecipeReader.Result.Bad.class, bad -> assertThat(bad.problems()).hasSize(3));
  }

  @Test
  void aMissingFileIsSaid(@TempDir Path directory) {
    assertThat(RecipeReader.read(directory)).isInstanceOf(RecipeReader.Result.Bad.class);
  }

  @Test
  void theDigestFollowsEveryField() {
    assertThat(recipe(GOOD).digest()).isEqualTo(recipe(GOOD.replace("\n", " ")).digest());
    assertThat(recipe(GOOD).digest())
        .isNotEqualTo(recipe(GOOD.replace("1700000000", "1700000001")).digest())
        .isNotEqualTo(recipe(GOOD.replace("/bin", "/sbin")).digest());
  }

  /** The good recipe with one or more members put in the place of those of the same name. */
  private static String with(String members) {
    StringBuilder out = new StringBuilder("{").append(members);
    for (String member :
        new String[] {
          "\"name\":\"tiny\"", "\"suite\":\"bookworm\"", "\"packages\":[\"ab\"]", "\"epoch\":1"
        }) {
      String key = member.substring(0, member.indexOf(':') + 1);
      out.append(members.contains(key) ? "" : "," + member);
    }
    return out.append("}").toString();
  }

  private static RecipeReader.Result read(String text) {
    return RecipeReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  static Recipe recipe(String text) {
    return ((RecipeReader.Result.Read) read(text)).recipe();
  }
}
