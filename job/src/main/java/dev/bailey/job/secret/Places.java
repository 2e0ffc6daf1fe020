package dev.bailey.job.secret;

/**
 * Where in a text each byte of a view came from, as runs of bytes that stand together in both, or
 * that came from the same stretch of the text. To be asked for places that are near each other.
 */
final class Places {
  /** Offset of no run: the next byte begins one. */
  private static final int NONE = Integer.MIN_VALUE;

  private final int[] view;
  private final int[] text;

  /** Where the stretch ends from which all bytes of a run came; 0 if each came from its own. */
  private final int[] end;

  private int count;
  private int offset;
  private int last;

  /**
   * @param capacity most runs
   */
  Places(int capacity) {
    view = new int[capacity + 1];
    text = new int[capacity + 1];
    end = new int[capacity + 1];
  }

  void clear() {
    count = 0;
    offset = NONE;
    last = 0;
  }

  /** Whether a byte of the text, put at that place of the view, goes on a run. */
  boolean goesOn(int place, int at) {
    return at - place == offset;
  }

  /** Begins a run of bytes that stand in the text as in the view. */
  void run(int place, int at) {
    add(place, at, 0);
    offset = at - place;
  }

  /** A byte that came from a stretch of the text. */
  void stretch(int place, int begin, int until) {
    add(place, begin, until);
    offset = NONE;
  }

  private void add(int place, int at, int until) {
    view[count] = place;
    text[count] = at;
    end[count] = until;
    count++;
  }

  int from(int place) {
    int run = find(place);
    return end[run] == 0 ? text[run] + place - view[run] : text[run];
  }

  int to(int place) {
    int run = find(place);
    return end[run] == 0 ? text[run] + place - view[run] + 1 : end[run];
  }

  private int find(int place) {
    int run = last;
    while (view[run] > place) {
      run--;
    }
    while (run + 1 < count && view[run + 1] <= place) {
      run++;
    }
    last = run;
    return run;
  }
}
