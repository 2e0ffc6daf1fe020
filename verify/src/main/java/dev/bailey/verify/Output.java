package dev.bailey.verify;

import java.util.List;

/** One stored file. */
record Output(String name, String sha256, long size) {
  static List<Output> read(Fields holder) {
    return holder.each("outputs").stream().map(Output::one).toList();
  }

  private static Output one(Fields f) {
    Output output = new Output(f.text("name"), f.digest("sha256"), f.number("size", 0));
    f.end();
    return output;
  }
}
