package dev.bailey.job.spec;

/** Line and column of an offset into text, both from 1; columns count code points. */
record Place(int line, int column) {
  static Place of(String text, int offset) {
    int line = 1;
    int start = 0;
    int end = Math.min(offset, text.length());
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || (c == '\r' && (i + 1 == end || text.charAt(i + 1) != '\n'));
      if (ends) {
        line++;
        start = i + 1;
      }
    }
    return new Place(line, text.codePointCount(start, end) + 1);
  }
}
