package dev.bailey.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void canonicalFormIsAFixedPoint() {
    String loose = "{ \"b\" : [1, -0, 1e3, true, null], \"a\" : \"x\\u0041\\n\\/\" }";
    Json value = ((JsonReader.Result.Value) JsonReader.read(loose)).json();
    String canonical = CanonicalJson.text(value);
    assertThat(canonical).isEqualTo("{\"a\":\"xA\\n/\",\"b\":[1,0,1000,true,null]}");
    Json again = ((JsonReader.Result.Value) JsonReader.read(canonical)).json();
    assertThat(CanonicalJson.text(again)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,\"a\":2}",
        "01",
        "+1",
        ".5",
        "1.",
        "1e",
        "nul",
        "\"\\x\"",
        "\"\t\"",
        "\"\\ud800\"",
        "\"\\u00G0\"",
        "1 2",
        "{\"a\" 1}",
        "NaN",
        "1e999999999",
        "'a'"
      })
  void refusesWhatIsNotJson(String text) {
    assertThat(JsonReader.read(text)).isInstanceOf(JsonReader.Result.Malformed.class);
  }

  @Test
  void refusesDepthAndBadUtf8() {
    assertThat(JsonReader.read("[".repeat(100_000)))
        .isInstanceOf(JsonReader.Result.Malformed.class);
    assertThat(JsonReader.read(new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}))
        .isInstanceOf(JsonReader.Result.Malformed.class);
  }

  @Test
  void fractionsHaveNoCanonicalForm() {
    Json half = ((JsonReader.Result.Value) JsonReader.read("0.5")).json();
    assertThatThrownBy(() -> CanonicalJson.text(half)).isInstanceOf(IllegalArgumentException.class);
    assertThat(CanonicalJson.compact(half)).isEqualTo("0.5");
  }
}
