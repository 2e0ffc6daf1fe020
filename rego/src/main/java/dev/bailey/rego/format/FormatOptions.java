package dev.bailey.rego.format;

import dev.bailey.rego.RegoVersion;

/**
 * How to lay a module out.
 *
 * @param version the form of the language that the module is written in
 * @param toV1 whether a module in the old form is rewritten so that both forms read it, by {@code
 *     import rego.v1}
 */
public record FormatOptions(RegoVersion version, boolean toV1) {
  /** The current form, kept. */
  public static final FormatOptions V1 = new FormatOptions(RegoVersion.V1, false);

  /** The old form, kept. */
  public static final FormatOptions V0 = new FormatOptions(RegoVersion.V0, false);

  /** From the old form to one that is good as either. */
  public static final FormatOptions V0_TO_V1 = new FormatOptions(RegoVersion.V0, true);
}
