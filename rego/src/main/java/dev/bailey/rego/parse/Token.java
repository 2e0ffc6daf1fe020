package dev.bailey.rego.parse;

/** Kinds of tokens, with what the grammar of expressions needs to know of each. */
enum Token {
  EOF("eof token"),
  IDENT("identifier token"),
  NUMBER("number token"),
  STRING("string token"),
  /** The opening {@code $"} or {@code $`}; what follows is read piece by piece. */
  TEMPLATE("template-string token"),

  LBRACKET("[ token"),
  RBRACKET("] token"),
  LBRACE("{ token"),
  RBRACE("} token"),
  LPAREN("( token"),
  RPAREN(") token"),
  COMMA(", token"),
  COLON(": token"),
  SEMICOLON("; token"),
  DOT(". token"),

  ASSIGN("assign token", 0, "assign"),
  UNIFY("eq token", 0, "eq"),
  EQUAL("equal token", 2, "equal"),
  NEQ("neq token", 2, "neq"),
  LT("lt token", 2, "lt"),
  LTE("lte token", 2, "lte"),
  GT("gt token", 2, "gt"),
  GTE("gte token", 2, "gte"),
  OR("or token", 3, "or"),
  AND("and token", 4, "and"),
  PLUS("plus token", 5, "plus"),
  MINUS("minus token", 5, "minus"),
  MUL("mul token", 6, "mul"),
  DIV("div token", 6, "div"),
  REM("rem token", 6, "rem"),

  AS("as keyword"),
  DEFAULT("default keyword"),
  ELSE("else keyword"),
  FALSE("false keyword"),
  IMPORT("import keyword"),
  NOT("not keyword"),
  NULL("null keyword"),
  PACKAGE("package keyword"),
  SOME("some keyword"),
  TRUE("true keyword"),
  WITH("with keyword"),
  CONTAINS("contains keyword"),
  EVERY("every keyword"),
  IF("if keyword"),
  IN("in keyword", 1, "");

  /** Binding strength of {@code in}, the weakest of the operators that chain. */
  static final int MEMBER = 1;

  /** Binding strength just above {@code in}. */
  static final int RELATION = 2;

  private final String text;
  private final int strength;
  private final String builtin;
  private final boolean word;

  Token(String text) {
    this(text, 0, "");
  }

  Token(String text, int strength, String builtin) {
    this.text = text;
    this.strength = strength;
    this.builtin = builtin;
    this.word = text.endsWith(" keyword");
  }

  /** As errors name it. */
  String text() {
    return text;
  }

  /** How strongly it binds as an operator between two terms; 0 if it is none that chains. */
  int strength() {
    return strength;
  }

  /** Name of the function behind an operator. */
  String builtin() {
    return builtin;
  }

  boolean isWord() {
    return word;
  }

  /** A word that v0 knows by import only, as a bit; 0 for all other tokens. */
  int optionalBit() {
    return switch (this) {
      case CONTAINS -> 1;
      case EVERY -> 2;
      case IF -> 4;
      case IN -> 8;
      default -> 0;
    };
  }

  /** The word spelt by a stretch of characters, {@link #IDENT} if it is none. */
  static Token word(char[] text, int from, int to) {
    return switch (text[from]) {
      case 'a' -> match(text, from, to, "as", AS);
      case 'c' -> match(text, from, to, "contains", CONTAINS);
      case 'd' -> match(text, from, to, "default", DEFAULT);
      case 'e' ->
          to - from == 4
              ? match(text, from, to, "else", ELSE)
              : match(text, from, to, "every", EVERY);
      case 'f' -> match(text, from, to, "false", FALSE);
      case 'i' ->
          to - from > 2
              ? match(text, from, to, "import", IMPORT)
              : text[to - 1] == 'f'
                  ? match(text, from, to, "if", IF)
                  : match(text, from, to, "in", IN);
      case 'n' ->
          to - from == 3 ? match(text, from, to, "not", NOT) : match(text, from, to, "null", NULL);
      case 'p' -> match(text, from, to, "package", PACKAGE);
      case 's' -> match(text, from, to, "some", SOME);
      case 't' -> match(text, from, to, "true", TRUE);
      case 'w' -> match(text, from, to, "with", WITH);
      default -> IDENT;
    };
  }

  private static Token match(char[] text, int from, int to, String word, Token token) {
    if (to - from != word.length()) {
      return IDENT;
    }
    for (int i = 1; i < word.length(); i++) {
      if (text[from + i] != word.charAt(i)) {
        return IDENT;
      }
    }
    return token;
  }
}
