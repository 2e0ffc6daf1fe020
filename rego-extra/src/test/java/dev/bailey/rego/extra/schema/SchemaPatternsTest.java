package dev.bailey.rego.extra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.Engine;
import dev.bailey.rego.Input;
import dev.bailey.rego.Limits;
import dev.bailey.rego.Outcome;
import dev.bailey.rego.RegoError;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns in schemas come from whoever writes the schema, and have the limits of all patterns. */
@Timeout(60)
class SchemaPatternsTest {
  private static Outcome match(String schema, String text, Limits limits) {
    return Engine.builder()
        .limits(limits)
        .strictBuiltinErrors(true)
        .build()
        .policy()
        .compile()
        .orThrow()
        .ask(
            "json.match_schema({\"a\": input.text}, " + schema + ")[0]",
            Input.of(Map.of("text", text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"properties\": {\"a\": {\"type\": \"string\", \"pattern\": \"(?i)\\u1c80\"}}}",
        "{\"patternProperties\": {\"(?i)\\u1c80\": {}}}",
        "{\"properties\": {\"a\": {\"pattern\": \"(((a{99}){99}){99}){99}\"}}}"
      })
  void whatWouldNotEndIsRefused(String schema) {
    assertThat(match(schema, "x", Limits.STANDARD)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void matchingCountsAsSteps() {
    String schema = "{\"properties\": {\"a\": {\"pattern\": \"(.{0,900}x.{0,90})*y\"}}}";
    String text = "abcdefgh".repeat(10_000);
    assertThat(match(schema, text, Limits.STANDARD.withSteps(1_000_000)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.errors().getFirst().code()).isEqualTo(RegoError.Code.EVAL_LIMIT));
  }

  @Test
  void othersMatch() {
    String schema = "{\"properties\": {\"a\": {\"pattern\": \"^[a-c]+$\"}}}";
    assertThat(match(schema, "abc", Limits.STANDARD)).hasToString("Defined[value=true]");
    assertThat(match(schema, "abd", Limits.STANDARD)).hasToString("Defined[value=false]");
  }
}
