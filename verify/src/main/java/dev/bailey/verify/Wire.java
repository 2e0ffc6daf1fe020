package dev.bailey.verify;

/**
 * How an attempt was connected.
 *
 * @param json its canonical form
 * @param rules digest of the rules that were decided
 */
record Wire(Json.Obj json, String rules) {
  static Wire read(Fields f) {
    for (String name : new String[] {"namespace", "device", "host", "job", "host_six", "job_six"}) {
      f.text(name);
    }
    Wire wire = new Wire(f.json(), f.digest("rules_sha256"));
    f.end();
    return wire;
  }
}
