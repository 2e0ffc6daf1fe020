package dev.bailey.job.secret;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RedactorTest {
  private static final String VALUE = "p/ss \"w0rd\"\\n %41é😀+tail?";

  @Test
  void findsEveryFormInEveryCut() throws IOException {
    for (String form : forms(VALUE.getBytes(UTF_8))) {
      String text = "before: " + form + " :after\n";
      for (int cut = 1; cut <= text.length(); cut++) {
        assertThat(redacted(text, cut, VALUE))
            .as("%s in pieces of %d", form, cut)
            .isEqualTo("before: [secret] :after\n");
      }
    }
  }

  @Test
  void base64HidesTheValueBehindAnyNeighbours() throws IOException {
    String value = "correct-horse-battery";
    for (int before = 0; before < 6; before++) {
      for (int after = 0; after < 6; after++) {
        String all = "!".repeat(before) + value + "?".repeat(after);
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
          String shown = redacted(encoder.encodeToString(all.getBytes(UTF_8)), 3, value);
          String neighbours = "ISEh".repeat(before / 3) + "IS".substring(0, before % 3);
          assertThat(shown).startsWith(neighbours + "[secret]");
          assertThat(shown.length() - neighbours.length() - 8)
              .isLessThanOrEqualTo(after * 4 / 3 + 3);
        }
      }
    }
  }

  @Test
  void lineBreaksHideNothing() throws IOException {
    String value = "0123456789abcdef".repeat(8);
    String wrapped =
        Base64.getMimeEncoder(76, "\n".getBytes(UTF_8)).encodeToString(value.getBytes(UTF_8));
    assertThat(redacted(wrapped + "\nnext", 5, value)).isEqualTo("[secret]\nnext");
    assertThat(redacted("01234567\r\n89abcdef!", 1, "0123456789abcdef")).isEqualTo("[secret]!");
  }

  @Test
  void partOfALongValueIsFound() throws IOException {
    Random random = new Random(1);
    byte[] value = new byte[4000];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) ('!' + random.nextInt(90));
    }
    String text = new String(value, ISO_8859_1);
    assertThat(redacted(text, 700, text)).isEqualTo("[secret]");
    assertThat(redacted(text.substring(0, 2048), 700, text)).isEqualTo("[secret]");
  }

  @Test
  void harmlessTextPassesAsItIs() throws IOException {
    StringBuilder text = new StringBuilder("p/ss \"w0rd\"");
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      text.append((char) random.nextInt(256));
    }
    assertThat(redacted(text.toString(), 999, VALUE)).isEqualTo(text.toString());
  }

  @Test
  void cutsChangeNothing() throws IOException {
    Random random = new Random(3);
    List<String> parts = new ArrayList<>(forms(VALUE.getBytes(UTF_8)));
    parts.addAll(List.of("\n", " ", "%", "\\", "\\u00", "aaaaaaaa", "Zm9v", "=", "p/ss \"w0"));
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String whole = redacted(text.toString(), text.length(), VALUE, "aaaaaaaa");
      String cut = redacted(text.toString(), 1 + random.nextInt(9), VALUE, "aaaaaaaa");
      assertThat(cut).isEqualTo(whole);
      assertThat(whole).doesNotContain(new String(VALUE.getBytes(UTF_8), ISO_8859_1));
    }
  }

  @Test
  void oneEscapeAnywhereInASecretHidesNothing() throws IOException {
    Random random = new Random(5);
    String letters = random.ints(63, 'a', 'z' + 1).mapToObj(Character::toString).collect(joining());
    String plain = "-".repeat(200);
    for (int at = 1; at < letters.length(); at++) {
      String secret = letters.substring(0, at) + "/" + letters.substring(at + 1);
      String head = secret.substring(0, at);
      String tail = secret.substring(at + 1);
      String hex = HexFormat.of().formatHex(secret.getBytes(UTF_8));
      List<String> forms =
          List.of(
              head + "\\/" + tail,
              head + "%2f" + tail,
              head + "\\u002F" + tail,
              head + "\\n/" + tail,
              hex.substring(0, 2 * at) + "%0a" + hex.substring(2 * at),
              hex.substring(0, 2 * at) + "\\u0032\\u0066" + hex.substring(2 * at + 2));
      for (String form : forms) {
        String text = plain + form + plain;
        for (int cut : new int[] {1, 7, 201, text.length()}) {
          assertThat(redacted(text, cut, secret)).as(form).isEqualTo(plain + "[secret]" + plain);
        }
      }
    }
  }

  @Test
  void repeatedSignsAreNotHeldBackForEver() throws IOException {
    Redactor redactor = Redaction.of(List.of("aaaaaaaaaaaa".getBytes(UTF_8))).stream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] many = "a".repeat(1 << 20).getBytes(UTF_8);
    redactor.feed(many, 0, many.length, out::write);
    assertThat(out.toString(UTF_8)).isEqualTo("[secret]");
    redactor.finish(out::write);
    assertThat(out.toString(UTF_8)).isEqualTo("[secret]");
  }

  @Test
  void markIsTheSameForEveryValue() throws IOException {
    assertThat(
            redacted(
                "first-value, a-much-longer-second-value",
                4,
                "first-value",
                "a-much-longer-second-value"))
        .isEqualTo("[secret], [secret]");
  }

  @Test
  void shortAndHugeValuesAreRefusedWithoutTellingThem() {
    assertThat(Redaction.refuses("a b c d e f g\n".getBytes(UTF_8)).orElseThrow())
        .contains("at least 8")
        .doesNotContain("a b c");
    assertThat(Redaction.refuses(new byte[Redaction.MAX_BYTES + 1])).isPresent();
    assertThat(Redaction.refuses("12345678".getBytes(UTF_8))).isEmpty();
  }

  private static List<String> forms(byte[] value) {
    String text = new String(value, UTF_8);
    StringBuilder percent = new StringBuilder();
    for (byte b : value) {
      percent.append('%').append(HexFormat.of().toHexDigits(b));
    }
    StringBuilder units = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      units.append("\\u").append(HexFormat.of().toHexDigits(text.charAt(i)));
    }
    return List.of(
        new String(value, ISO_8859_1),
        Base64.getEncoder().encodeToString(value),
        Base64.getUrlEncoder().withoutPadding().encodeToString(value),
        HexFormat.of().formatHex(value),
        HexFormat.of().withUpperCase().formatHex(value),
        HexFormat.ofDelimiter(" ").formatHex(value),
        percent.toString(),
        percent.toString().toUpperCase(java.util.Locale.ROOT),
        URLEncoder.encode(text, UTF_8).replace("+", "%20"),
        units.toString(),
        new String(text.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(UTF_8), ISO_8859_1),
        new String(
            text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/").getBytes(UTF_8),
            ISO_8859_1));
  }

  private static String redacted(String text, int cut, String... values) throws IOException {
    List<byte[]> secrets = new ArrayList<>();
    for (String value : values) {
      secrets.add(value.getBytes(UTF_8));
    }
    Redactor redactor = Redaction.of(secrets).stream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int at = 0; at < bytes.length; at += cut) {
      redactor.feed(bytes, at, Math.min(cut, bytes.length - at), out::write);
    }
    redactor.finish(out::write);
    return out.toString(ISO_8859_1);
  }
}
