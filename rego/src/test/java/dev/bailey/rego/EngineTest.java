package dev.bailey.rego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.builtin.BuiltinCode;
import dev.bailey.rego.check.Capabilities;
import dev.bailey.rego.value.Kind;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The library as a program sees it; the first test is the example of the README. */
class EngineTest {
  record Request(String user, String action) {}

  @Test
  void anExample() {
    // example: readme
    Policy policy =
        Engine.standard()
            .policy()
            .module(
                "authz.rego",
                """
                package authz

                default allow := false

                allow if input.user in data.admins

                allow if {
                  input.action == "read"
                  some reader in data.readers
                  reader == input.user
                }
                """)
            .data("{\"admins\": [\"ada\"], \"readers\": [\"bob\", \"eve\"]}")
            .compile()
            .orThrow();

    Input request = Input.of(new Request("bob", "read")); // or Input.json(text), Input.of(map)
    boolean allowed = policy.ask("data.authz.allow", request).isTrue();
    // end
    assertThat(allowed).isTrue();

    Outcome refused = policy.ask("data.authz.allow", Input.of(new Request("bob", "write")));
    assertThat(refused).isEqualTo(new Outcome.Defined(RegoBoolean.FALSE));
    assertThat(policy.ask("data.authz.nothing", request)).isEqualTo(new Outcome.Undefined());
  }

  private static Policy policy(String module) {
    return Engine.standard().policy().module("test.rego", module).compile().orThrow();
  }

  @Test
  void everythingThatGoesWrongIsAValue() {
    Result<Policy> broken =
        Engine.standard().policy().module("a.rego", "package a\np if x\nq if y").compile();
    assertThat(broken.problems())
        .extracting(RegoError::toString)
        .containsExactly(
            "a.rego:2: rego_unsafe_var_error: var x is unsafe",
            "a.rego:3: rego_unsafe_var_error: var y is unsafe");

    Policy policy = policy("package a\np := 1 if input.x\np := 2 if input.y");
    assertThat(policy.ask("data.a.p", Input.json("{\"x\": 1, \"y\": 1}")))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            f -> assertThat(f.errors().getFirst().code()).isEqualTo(RegoError.Code.EVAL_CONFLICT));
    assertThat(policy.ask("data.a.p", Input.json("{\"x\": "))).isInstanceOf(Outcome.Failed.class);
    assertThat(policy.ask("data.a.p +", Input.NONE)).isInstanceOf(Outcome.Failed.class);
    assertThat(policy.ask("data.a.p", Input.NONE)).isEqualTo(new Outcome.Undefined());
  }

  @Test
  void queriesGiveRowsOfBindings() {
    Policy policy = policy("package a\nroles := {\"ada\": \"admin\", \"bob\": \"guest\"}");
    Answer answer =
        policy.query("data.a.roles[name] = role; name != \"bob\"").orThrow().rows(Input.NONE);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Rows.class,
            rows ->
                assertThat(rows.rows().getFirst().bindings())
                    .isEqualTo(
                        Map.of("name", RegoString.of("ada"), "role", RegoString.of("admin"))));
  }

  @Test
  void dataIsReplacedWithoutCompiling() {
    Policy policy = policy("package a\np := count(data.users)");
    RegoObject two = (RegoObject) Engine.standard().document("d", "{\"users\": [1, 2]}").orThrow();
    assertThat(policy.withData(two).ask("data.a.p", Input.NONE))
        .isEqualTo(new Outcome.Defined(RegoNumber.of(2)));
    assertThat(policy.ask("data.a.p", Input.NONE)).isEqualTo(new Outcome.Undefined());
  }

  @Test
  void javaFunctionsAreBuiltins() {
    Engine engine =
        Engine.builder()
            .builtin(
                Builtin.pure(
                    "corp.initials",
                    "(name: string) -> string",
                    (BuiltinCode.Unary)
                        name -> RegoString.of(((RegoString) name).text().substring(0, 1))))
            .build();
    Policy policy =
        engine
            .policy()
            .module("a.rego", "package a\np := corp.initials(input)")
            .compile()
            .orThrow();
    assertThat(policy.ask("data.a.p", Input.of("ada")))
        .isEqualTo(new Outcome.Defined(RegoString.of("a")));
  }

  @Test
  void limitsEndWhatWouldNotEnd() {
    Engine engine = Engine.builder().limits(Limits.STANDARD.withSteps(100_000)).build();
    Policy policy =
        engine
            .policy()
            .module(
                "a.rego",
                "package a\nxs := numbers.range(1, 1000)\np if { some a, b, c in xs; a + b < 0 }"
                    .replace("some a, b, c in xs", "some a in xs; some b in xs; some c in xs"))
            .compile()
            .orThrow();
    assertThat(policy.ask("data.a.p", Input.NONE))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            f -> {
              assertThat(f.errors().getFirst().code()).isEqualTo(RegoError.Code.EVAL_LIMIT);
              assertThat(f.errors().getFirst().message()).contains("steps");
            });
  }

  @Test
  void timeEndsIt() {
    Engine engine =
        Engine.builder().limits(Limits.STANDARD.withTime(Duration.ofMillis(50))).build();
    Policy policy =
        engine
            .policy()
            .module(
                "a.rego",
                """
                package a
                p if {
                  some a in numbers.range(1, 3000)
                  some b in numbers.range(1, 3000)
                  some c in numbers.range(1, 3000)
                  a + b + c < 0
                }
                """)
            .compile()
            .orThrow();
    assertThat(policy.ask("data.a.p", Input.NONE)).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void capabilitiesRefuseBuiltins() {
    Engine engine =
        Engine.builder().capabilities(Capabilities.ALL.withBuiltins(Set.of("eq", "count"))).build();
    assertThat(engine.policy().module("a.rego", "package a\np := sum([1])").compile().problems())
        .isNotEmpty();
  }

  @Test
  void clockSeedAndPrintsAreTheEmbedders() {
    List<String> printed = new ArrayList<>();
    Engine engine =
        Engine.builder()
            .clock(InstantSource.fixed(Instant.ofEpochSecond(5)))
            .seed(7)
            .print((location, text) -> printed.add(location + " " + text))
            .build();
    Policy policy =
        engine
            .policy()
            .module(
                "a.rego",
                "package a\np := time.now_ns()\nr := rand.intn(\"x\", 1000)\n"
                    + "q if print(\"hi\", input.no)")
            .compile()
            .orThrow();
    assertThat(policy.ask("data.a.p", Input.NONE))
        .isEqualTo(new Outcome.Defined(RegoNumber.of(5_000_000_000L)));
    assertThat(policy.ask("data.a.r", Input.NONE)).isEqualTo(policy.ask("data.a.r", Input.NONE));
    policy.ask("data.a.q", Input.NONE);
    assertThat(printed).containsExactly("a.rego:4 hi <undefined>");
  }

  @Test
  void javaValuesAreInput() {
    Policy policy = policy("package a\np := input");
    Value got =
        policy
            .ask(
                "data.a.p",
                Input.of(
                    Map.of("n", 1.5, "list", List.of(1, "x", true), "r", new Request("u", "a"))))
            .toOptional()
            .orElseThrow();
    assertThat(got.toJson())
        .isEqualTo("{\"list\":[1,\"x\",true],\"n\":1.5,\"r\":{\"action\":\"a\",\"user\":\"u\"}}");
    assertThat(policy.ask("data.a.p", Input.of(new Object()))).isInstanceOf(Outcome.Failed.class);
    List<Object> cyclic = new ArrayList<>();
    cyclic.add(cyclic);
    assertThat(policy.ask("data.a.p", Input.of(cyclic))).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void treesOfOtherLibrariesAreInput() {
    Tree<Object> tree =
        new Tree<>() {
          @Override
          public Kind kind(Object node) {
            return node instanceof List
                ? Kind.ARRAY
                : node instanceof Map ? Kind.OBJECT : Kind.NUMBER;
          }

          @Override
          public boolean isTrue(Object node) {
            return false;
          }

          @Override
          public String text(Object node) {
            return node.toString();
          }

          @Override
          public Iterable<?> items(Object node) {
            return (List<?>) node;
          }

          @Override
          @SuppressWarnings("unchecked")
          public Iterable<Map.Entry<String, Object>> entries(Object node) {
            return ((Map<String, Object>) node).entrySet();
          }
        };
    Policy policy = policy("package a\np := input.xs[1] + 1");
    assertThat(policy.ask("data.a.p", Input.tree(Map.of("xs", List.of(1, 2)), tree)))
        .isEqualTo(new Outcome.Defined(RegoNumber.of(3)));
  }

  @Test
  void manyThreadsAskOnePolicy() throws InterruptedException {
    Query query =
        policy(
                "package a\nsquares[n] := n * n if some n in numbers.range(1, 100)\n"
                    + "p := sum([squares[x] | some x in input])")
            .query("data.a.p")
            .orThrow();
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int n = t + 1;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 200; i++) {
                  Outcome outcome = query.evaluate(Input.of(List.of(n, n + 1)));
                  Value wanted = RegoNumber.of((long) n * n + (n + 1L) * (n + 1L));
                  wrong.addAndGet(outcome.equals(new Outcome.Defined(wanted)) ? 0 : 1);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }
}
