package dev.bailey.rego.format;

import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.parse.Imported;
import dev.bailey.rego.syntax.Import;

/**
 * How to lay a module out.
 *
 * @param version the form of the language that the module is written in
 * @param toV1 whether a module in the old form is rewritten so that both forms read it, by {@code
 *     import rego.v1}
 * @param withoutWords whether imports are left out that bring words which the current form has
 *     anyway
 */
public record FormatOptions(RegoVersion version, boolean toV1, boolean withoutWords) {
  /** The current form, kept. */
  public static final FormatOptions V1 = new FormatOptions(RegoVersion.V1, false, false);

  /** The old form, kept. */
  public static final FormatOptions V0 = new FormatOptions(RegoVersion.V0, false, false);

  /** From the old form to one that is good as either. */
  public static final FormatOptions V0_TO_V1 = new FormatOptions(RegoVersion.V0, true, false);

  /** The current form, without imports that only the old one needs. */
  public static final FormatOptions V1_ALONE = new FormatOptions(RegoVersion.V1, false, true);

  /** Whether an import is not written again. */
  boolean leavesOut(Import read) {
    return Imported.isOfLanguage(read) && (toV1 || (withoutWords && !Imported.isOfNot(read)));
  }
}
