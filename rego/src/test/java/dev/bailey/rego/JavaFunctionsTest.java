package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.value.RegoString;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions in Java's own types, and what becomes of code that throws. */
class JavaFunctionsTest {
  private record Person(String name, int age) {}

  private static Engine.Builder builder() {
    return Engine.builder()
        .function("office.knows", String.class, boolean.class, Set.of("ada")::contains)
        .function("person.older", Person.class, int.class, Person.class, JavaFunctionsTest::older)
        .function("unit.of", TimeUnit.class, long.class, unit -> unit.toSeconds(1))
        .function("first", List.class, Optional.class, list -> list.stream().findFirst())
        .function("odd", int.class, Object.class, n -> new Object())
        .builtin(Builtin.unary("careless", "(x: string) -> string", JavaFunctionsTest::careless))
        .builtin(Builtin.general("wild", "(string, string) -> any", (c, all) -> wild()));
  }

  private static Person older(Person person, int years) {
    return new Person(person.name(), person.age() + years);
  }

  private static RegoString careless(dev.bailey.rego.value.Value x) {
    return (RegoString) x;
  }

  private static RegoString wild() {
    throw new IllegalStateException("out of order");
  }

  private static Outcome ask(Engine engine, String expression, String input) {
    return engine
        .policy()
        .module("a.rego", "package a\n\np := " + expression)
        .compile()
        .orThrow()
        .ask("data.a.p", Input.json(input));
  }

  private static String answer(String expression, String input) {
    return ask(builder().build(), expression, input).toOptional().map(Object::toString).orElse("");
  }

  private static RegoError failure(Engine engine, String expression, String input) {
    assertThat(ask(engine, expression, input)).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) ask(engine, expression, input)).errors().getFirst();
  }

  @Test
  void theyTakeAndGiveWhatJavaHas() {
    assertThat(answer("office.knows(input)", "\"ada\"")).isEqualTo("true");
    assertThat(answer("office.knows(\"eve\")", "{}")).isEqualTo("false");
    assertThat(answer("person.older(input, 2)", "{\"name\": \"ada\", \"age\": 36}"))
        .isEqualTo("{\"age\": 38, \"name\": \"ada\"}");
    assertThat(answer("unit.of(input)", "\"DAYS\"")).isEqualTo("86400");
    assertThat(answer("first(input)", "[[1], 2]")).isEqualTo("[1]");
    assertThat(answer("first(input)", "[]")).isEmpty();
  }

  @Test
  void anOperandThatIsNotLikeTheTypeIsAnErrorOfTheBuiltin() {
    Engine strict = builder().strictBuiltinErrors(true).build();
    assertThat(answer("office.knows(input)", "7")).isEmpty();
    assertThat(failure(strict, "office.knows(input)", "7"))
        .hasToString(
            "a.rego:3: eval_type_error: office.knows: operand 1: wanted java.lang.String, found"
                + " number");
    assertThat(failure(strict, "person.older(input, 1.5)", "{\"name\": \"a\", \"age\": 1}"))
        .asString()
        .contains("person.older: operand 2: 1.5 is no Integer");
    assertThat(
            strict
                .policy()
                .module("a.rego", "package a\np := office.knows(7)")
                .compile()
                .problems())
        .singleElement()
        .asString()
        .contains("a.rego:2: rego_type_error: office.knows: invalid argument(s)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "careless(input)",
        "odd(input)",
        "wild(\"a\", input.b)",
        "[x | x := careless(input)]",
        "concat(\"\", [careless(input)])"
      })
  void whatThrowsFailsTheEvaluationWithItsNameAndPlace(String expression) {
    RegoError error =
        failure(builder().build(), expression, expression.contains(".b") ? "{\"b\": \"\"}" : "7");
    assertThat(error.code()).isEqualTo(RegoError.Code.EVAL_INTERNAL);
    assertThat(error.location()).hasToString("a.rego:3");
    assertThat(error.message()).containsPattern("(careless|odd|wild): it threw java.lang");
  }

  @Test
  void nothingIsThrownWhileAQueryIsPrepared() {
    Policy policy = builder().build().policy().compile().orThrow();
    for (String question : List.of("wild(\"a\", \"b\")", "odd(1)", "x := odd(1); x == 2")) {
      Query query = policy.query(question).orThrow();
      assertThat(query.rows(Input.NONE)).isInstanceOf(Answer.Failed.class);
      assertThat(policy.ask(question, Input.NONE)).isInstanceOf(Outcome.Failed.class);
    }
  }
}
