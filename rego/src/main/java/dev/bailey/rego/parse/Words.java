package dev.bailey.rego.parse;

/** What may be a name in the language. */
public final class Words {
  private Words() {}

  /** Whether a text has the form of a name; a reserved word has it too. */
  public static boolean isName(String text) {
    if (text.isEmpty() || (text.charAt(0) >= '0' && text.charAt(0) <= '9')) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fits =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is a word that the current form of the language reserves. */
  public static boolean isReserved(String text) {
    return !text.isEmpty() && Token.word(text.toCharArray(), 0, text.length()) != Token.IDENT;
  }
}
