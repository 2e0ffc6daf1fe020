package dev.bailey.policy.marshal;

import java.util.Locale;

/** What a policy may allow at Bailey's own points without a list. */
public enum OwnFlag {
  READ_OUTPUT,
  READ_LOG,
  DELETE_JOB,
  CHANGE_SECRET,
  BREAK_GLASS;

  /** The point that it opens. */
  public String point() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in policies. */
  public String text() {
    return "allow_" + point();
  }
}
