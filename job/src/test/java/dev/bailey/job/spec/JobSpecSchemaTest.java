package dev.bailey.job.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bailey.job.plan.OfferedCapabilities;
import dev.bailey.ledger.json.CanonicalJson;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSpecSchemaTest {
  private static final Json.Obj SCHEMA = schema();

  private static Json.Obj schema() {
    return JsonReader.read(JobSpecSchema.text()) instanceof JsonReader.Result.Value(Json.Obj json)
        ? json
        : Json.Obj.EMPTY;
  }

  private static Json.Obj resources() {
    return SCHEMA.object("properties").object("resources");
  }

  @Test
  void namesExactlyTheFieldsThatAreRead() {
    assertThat(SCHEMA.object("properties").members().keySet())
        .containsExactlyInAnyOrderElementsOf(Words.JOB.known());
    assertThat(resources().object("properties").members().keySet())
        .containsExactlyInAnyOrderElementsOf(Words.RESOURCES.known());
    Json.Obj sandbox = SCHEMA.object("properties").object("sandbox").object("properties");
    assertThat(sandbox.members().keySet())
        .containsExactlyInAnyOrderElementsOf(Words.SANDBOX.known());
    assertThat(sandbox.object("allowed_caps").object("items").array("enum"))
        .isEqualTo(OfferedCapabilities.NAMES.stream().<Json>map(Json::of).toList());
    Json.Obj service = SCHEMA.object("properties").object("service").object("properties");
    assertThat(service.members().keySet())
        .containsExactlyInAnyOrderElementsOf(Words.SERVICE.known());
    assertThat(service.object("health").object("properties").members().keySet())
        .containsExactlyInAnyOrderElementsOf(Words.HEALTH.known());
    Json.Obj list = (Json.Obj) SCHEMA.object("properties").object("inputs").array("oneOf").get(0);
    assertThat(list.object("items").object("properties").members().keySet())
        .containsExactlyInAnyOrderElementsOf(Words.INPUT.known());
  }

  @Test
  void refusesUnknownFieldsEverywhere() {
    assertThat(SCHEMA.bool("additionalProperties")).contains(false);
    assertThat(resources().bool("additionalProperties")).contains(false);
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    Set<String> defs = SCHEMA.object("$defs").members().keySet();
    var references = Pattern.compile("\"\\$ref\":\"#/\\$defs/([^\"]*)\"");
    List<String> used =
        references
            .matcher(CanonicalJson.compact(SCHEMA))
            .results()
            .map(m -> m.group(1))
            .distinct()
            .toList();
    assertThat(used).containsExactlyInAnyOrderElementsOf(defs);
  }

  /** A default that is written out changes nothing. */
  @Test
  void statesTheDefaults() {
    JobSpec bare = Specs.spec(Specs.MINIMAL);
    List<String> stated = new ArrayList<>();
    SCHEMA
        .object("properties")
        .members()
        .forEach((name, property) -> {
          String text = defaultOf(property);
          if (!text.isEmpty() && !name.equals("args")) {
            stated.add(name);
            assertThat(Specs.spec(Specs.MINIMAL + name + ": " + text)).as(name).isEqualTo(bare);
          }
        });
    resources()
        .object("properties")
        .members()
        .forEach((name, property) -> {
          String text = defaultOf(property);
          assertThat(text).as(name).isNotEmpty();
          assertThat(Specs.spec(Specs.MINIMAL + "resources: {" + name + ": " + text + "}"))
              .as(name)
              .isEqualTo(bare);
        });
    assertThat(stated)
        .containsExactlyInAnyOrder(
            "type",
            "workspace",
            "env",
            "inputs",
            "secrets",
            "not_secrets",
            "outputs",
            "fragments",
            "trust_lists",
            "resources",
            "max_duration",
            "network",
            "sandbox");
  }

  private static String defaultOf(Json property) {
    return ((Json.Obj) property).get("default").map(CanonicalJson::compact).orElse("");
  }

  @ParameterizedTest
  @CsvSource({"pids,8,65536", "open_files,64,1048576"})
  void statesTheCeilings(String name, long least, long most) {
    Json.Obj property = resources().object("properties").object(name);
    assertThat(property.whole("minimum")).contains(least);
    assertThat(property.whole("maximum")).contains(most);
    for (Map.Entry<Long, Boolean> probe :
        Map.of(least - 1, false, least, true, most, true, most + 1, false).entrySet()) {
      String text = Specs.MINIMAL + "resources: {" + name + ": " + probe.getKey() + "}";
      assertThat(Specs.problems(text).isEmpty())
          .as(name + " " + probe.getKey())
          .isEqualTo(probe.getValue());
    }
  }
}
