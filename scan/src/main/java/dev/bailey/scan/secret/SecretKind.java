package dev.bailey.scan.secret;

/** What a found secret looks like. */
public enum SecretKind {
  PRIVATE_KEY("private key"),
  CLOUD_TOKEN("token of a cloud service"),
  FORGE_TOKEN("token of a code forge or registry"),
  JSON_WEB_TOKEN("JSON web token"),
  URL_CREDENTIALS("password in a URL"),
  KEY_MATERIAL("key or token in an assignment"),
  PASSWORD("password in an assignment");

  private final String text;

  SecretKind(String text) {
    this.text = text;
  }

  /** For people. */
  public String text() {
    return text;
  }
}
