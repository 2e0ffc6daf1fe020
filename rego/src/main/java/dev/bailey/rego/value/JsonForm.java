package dev.bailey.rego.value;

/** Whether JSON can say the members of a collection as they are. */
final class JsonForm {
  static final byte UNKNOWN = 0;
  static final byte YES = 1;
  static final byte NO = 2;

  private JsonForm() {}

  static boolean strings(Value[] keys) {
    for (Value key : keys) {
      if (!(key instanceof RegoString)) {
        return false;
      }
    }
    return true;
  }

  static byte of(Value[] members, int depth) {
    if (depth > Hash.MAX_DEPTH) {
      return NO;
    }
    for (Value member : members) {
      boolean yes =
          switch (member) {
            case RegoArray array -> array.isJson(depth + 1);
            case RegoObject object -> object.isJson(depth + 1);
            case RegoSet set -> false;
            default -> true;
          };
      if (!yes) {
        return NO;
      }
    }
    return YES;
  }
}
