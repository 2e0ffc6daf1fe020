package dev.bailey.policy;

/**
 * Why something may not happen, in terms that let its owner act. Each part is made fit for a
 * record, whatever a policy wrote: cut where it is too long, and with U+FFFD for halves of
 * surrogate pairs. A refusal that could not be recorded would look as if the ledger were lost.
 *
 * @param by who refused: {@code floor}, or the policy's name
 * @param point the enforcement point or floor rule's question
 * @param rule what was broken, as a sentence fragment
 * @param field where in the action, such as {@code env.PYTHONPATH}; empty if it is the whole of it
 * @param seen the value there
 * @param nearest the nearest change that would be allowed; empty if there is none
 */
public record Denial(
    String by, String point, String rule, String field, String seen, String nearest) {
  private static final String CUT = " …";
  private static final int UNREADABLE = 0xfffd;

  /** Of six parts; a character takes at most six bytes in a record of 64 KiB. */
  private static final int MOST_CHARACTERS = 1700;

  public Denial {
    by = fit(by);
    point = fit(point);
    rule = fit(rule);
    field = fit(field);
    seen = fit(seen);
    nearest = fit(nearest);
  }

  private static String fit(String text) {
    String bounded = bounded(text);
    return bounded.chars().noneMatch(c -> Character.isSurrogate((char) c))
        ? bounded
        : bounded
            .codePoints()
            .map(c -> Character.getType(c) == Character.SURROGATE ? UNREADABLE : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  private static String bounded(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = MOST_CHARACTERS - CUT.length();
    return text.substring(0, end - (Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0)) + CUT;
  }
}
