package dev.bailey.policy;

/**
 * Why something may not happen, in terms that let its owner act. Each part is cut where it is too
 * long for a record: a refusal that could not be recorded would look as if the ledger were lost.
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

  /** Of six parts; a character takes at most six bytes in a record of 64 KiB. */
  private static final int MOST_CHARACTERS = 1700;

  public Denial {
    by = bounded(by);
    point = bounded(point);
    rule = bounded(rule);
    field = bounded(field);
    seen = bounded(seen);
    nearest = bounded(nearest);
  }

  private static String bounded(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    int end = MOST_CHARACTERS - CUT.length();
    return text.substring(0, end - (Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0)) + CUT;
  }
}
