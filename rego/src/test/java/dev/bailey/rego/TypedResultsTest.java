package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as Java objects: what fits exactly, and an error that says where for all else. */
class TypedResultsTest {
  private record Verdict(boolean allow, List<Reason> reasons, Optional<Long> until) {}

  private record Reason(String id, Set<TimeUnit> units, Map<String, int[]> places) {}

  record Positive(int n) {
    Positive {
      if (n < 1) {
        throw new IllegalArgumentException(n + " is not positive");
      }
    }
  }

  private record Pair(String x, int y) {}

  private record Odd(Thread thread) {}

  private static final String REASON =
      "{\"id\": \"a\", \"units\": {\"DAYS\"}, \"places\": {\"x\": [1, 2]}}";

  private static Outcome ask(String expression) {
    String module = "package a\n\np := " + expression;
    return Engine.standard()
        .policy()
        .module("a.rego", module)
        .compile()
        .orThrow()
        .ask("data.a.p", Input.NONE);
  }

  private static String refused(String expression, Class<?> type) {
    return ask(expression).as(type).problems().getFirst().message();
  }

  @Test
  void aRecordOfRecords() {
    Verdict verdict =
        ask("{\"allow\": true, \"until\": 7, \"reasons\": [" + REASON + "]}")
            .as(Verdict.class)
            .orThrow();
    assertThat(verdict.allow()).isTrue();
    assertThat(verdict.until()).contains(7L);
    Reason reason = verdict.reasons().getFirst();
    assertThat(reason.id()).isEqualTo("a");
    assertThat(reason.units()).containsExactly(TimeUnit.DAYS);
    assertThat(reason.places().get("x")).containsExactly(1, 2);
    assertThat(ask("{\"allow\": false, \"reasons\": set()}").as(Verdict.class).orThrow())
        .isEqualTo(new Verdict(false, List.of(), Optional.empty()));
    assertThat(
            ask("{\"allow\": false, \"reasons\": [], \"until\": null}").as(Verdict.class).orThrow())
        .isEqualTo(new Verdict(false, List.of(), Optional.empty()));
  }

  @Test
  void scalars() {
    assertThat(ask("true").as(boolean.class).orThrow()).isTrue();
    assertThat(ask("7").as(int.class).orThrow()).isEqualTo(7);
    assertThat(ask("7").as(Byte.class).orThrow()).isEqualTo((byte) 7);
    assertThat(ask("1 / 2").as(double.class).orThrow()).isEqualTo(0.5);
    assertThat(ask("0.10").as(BigDecimal.class).orThrow()).isEqualTo(new BigDecimal("0.10"));
    assertThat(ask("1e30").as(BigInteger.class).orThrow()).isEqualTo(BigInteger.TEN.pow(30));
    assertThat(ask("\"DAYS\"").as(TimeUnit.class).orThrow()).isEqualTo(TimeUnit.DAYS);
    assertThat(ask("{3, 1}").as(long[].class).orThrow()).containsExactly(1, 3);
    assertThat(ask("7").as(RegoNumber.class).orThrow()).isEqualTo(RegoNumber.of(7));
    assertThat(ask("[7]").as(Value.class).orThrow()).hasToString("[7]");
  }

  @Test
  void whateverThereIs() {
    assertThat(
            ask("{\"a\": [1, 1.5, null], \"b\": {true}, \"c\": 1e30}").as(Object.class).orThrow())
        .isEqualTo(
            Map.of(
                "a",
                List.of(1L, new BigDecimal("1.5"), Optional.empty()),
                "b",
                Set.of(true),
                "c",
                BigInteger.TEN.pow(30)));
  }

  @Test
  void rowsAreRecordsOfTheirVariables() {
    Answer answer =
        Engine.standard()
            .policy()
            .compile()
            .then(policy -> policy.query("some x, y in {\"a\": 1, \"b\": 2}"))
            .orThrow()
            .rows(Input.NONE);
    assertThat(((Answer.Rows) answer).rows().stream().map(r -> r.as(Pair.class).orThrow()))
        .containsExactly(new Pair("a", 1), new Pair("b", 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {"allow": 1, "reasons": []}                         ~ allow: wanted boolean, found number
          {"allow": true}                                     ~ there is no reasons
          {"allow": true, "reasons": [], "until": 1.5}        ~ until: 1.5 is no Long
          {"allow": true, "reasons": [], "so": 1}             ~ nothing takes "so"
          {"allow": true, "reasons": [], 1: 1}                ~ nothing takes 1
          {"allow": true, "reasons": [[]]}                    ~ found array
          {"allow": true, "reasons": [{"id": "a", "units": ["AGES"], "places": {}}]} ~ reasons[0].units[0]: TimeUnit has no AGES
          {"allow": true, "reasons": [{"id": "a", "units": [], "places": {1: [1]}}]} ~ reasons[0].places.1: wanted java.lang.String, found number
          {"allow": true, "reasons": [{"id": "a", "units": [], "places": {"x": [9999999999]}}]} ~ reasons[0].places.x[0]: 9999999999 is no Integer
          """)
  void whatDoesNotFitIsSaidWithItsPlace(String expression, String message) {
    assertThat(refused(expression, Verdict.class)).contains(message);
  }

  @Test
  void nothingIsThrown() {
    assertThat(refused("128", byte.class)).contains("128 is no Byte");
    assertThat(refused("1e400", long.class)).contains("1e400 is no Long");
    assertThat(refused("1e9999999999", BigDecimal.class)).contains("exponent");
    assertThat(refused("1e9999999999", Object.class)).contains("exponent");
    assertThat(refused("{\"n\": 0}", Positive.class)).contains("0 is not positive");
    assertThat(refused("{\"thread\": 0}", Odd.class))
        .contains("thread: wanted java.lang.Thread, found number");
    assertThat(refused("[]", List.of().getClass())).contains("found array");
    assertThat(ask("{1 | false}[_]").as(String.class).problems().getFirst().message())
        .contains("undefined");
    assertThat(ask("1 / 0").as(String.class).problems()).hasSize(1);
    String deep = "[".repeat(300) + "]".repeat(300);
    assertThat(ask(deep).as(Object.class).problems()).isEmpty();
    String deeper = "json.unmarshal(`" + "[".repeat(990) + "]".repeat(990) + "`)";
    assertThat(ask("[[[[[[[[[[[[" + deeper + "]]]]]]]]]]]]").as(Object.class).problems())
        .singleElement()
        .asString()
        .contains("nested ");
  }
}
