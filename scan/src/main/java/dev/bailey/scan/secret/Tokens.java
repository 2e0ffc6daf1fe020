package dev.bailey.scan.secret;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets that can be told by their form alone, wherever they stand. */
final class Tokens {
  private static final String NOT_IN_A_WORD = "(?<![A-Za-z0-9_+/=-])";
  private static final String END_OF_WORD = "(?![A-Za-z0-9_+/=-])";
  private static final Pattern URL =
      Pattern.compile(
          "[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\\s/:@'\"<>]{0,100}:([^\\s/@'\"<>]{1,200})@");

  /**
   * One form.
   *
   * @param sign a text without which there is none of it, looked for first because that is fast
   */
  private record Form(String sign, Pattern pattern, SecretKind kind) {
    static Form word(SecretKind kind, String sign, String rest) {
      return new Form(
          sign, Pattern.compile(NOT_IN_A_WORD + "(?:" + sign + rest + ")" + END_OF_WORD), kind);
    }
  }

  private static final List<Form> FORMS =
      List.of(
          new Form(
              "PRIVATE KEY",
              Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
              SecretKind.PRIVATE_KEY),
          cloud("AKIA", "[0-9A-Z]{16}"),
          cloud("ASIA", "[0-9A-Z]{16}"),
          cloud("AIza", "[0-9A-Za-z_-]{35}"),
          cloud("sk-", "(?:proj-|ant-[a-z0-9]{1,8}-)?[A-Za-z0-9_-]{20,200}"),
          cloud("sk_", "(?:live|test)_[A-Za-z0-9]{16,200}"),
          cloud("rk_", "(?:live|test)_[A-Za-z0-9]{16,200}"),
          cloud("xox", "[abeoprs]-[A-Za-z0-9-]{10,200}"),
          forge("gh", "[opsur]_[A-Za-z0-9]{36,255}"),
          forge("github_pat_", "[A-Za-z0-9_]{22,255}"),
          forge("gl", "(?:pat|dt|rt|ptt)-[A-Za-z0-9_-]{20,200}"),
          forge("hf_", "[A-Za-z0-9]{30,100}"),
          forge("npm_", "[A-Za-z0-9]{36}"),
          forge("pypi-AgE", "[A-Za-z0-9_-]{50,500}"),
          Form.word(
              SecretKind.JSON_WEB_TOKEN,
              "eyJ",
              "[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,2000}\\.[A-Za-z0-9_-]{10,1000}"));

  private Tokens() {}

  private static Form cloud(String sign, String rest) {
    return Form.word(SecretKind.CLOUD_TOKEN, sign, rest);
  }

  private static Form forge(String sign, String rest) {
    return Form.word(SecretKind.FORGE_TOKEN, sign, rest);
  }

  static Optional<SecretKind> in(String line) {
    for (Form form : FORMS) {
      Matcher found = form.pattern().matcher(line);
      while (line.contains(form.sign()) && found.find()) {
        if (!Placeholders.is(found.group())) {
          return Optional.of(form.kind());
        }
      }
    }
    Matcher url = URL.matcher(line);
    while (line.indexOf('@') >= 0 && line.contains("://") && url.find()) {
      if (!Placeholders.is(url.group(1))) {
        return Optional.of(SecretKind.URL_CREDENTIALS);
      }
    }
    return Optional.empty();
  }
}
