package dev.bailey.job.spec;

import java.util.List;

/** A node of the file with its place; lines and columns count from 1. */
sealed interface Node {
  int line();

  int column();

  /** What a scalar is under the core schema. */
  enum Kind {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING,
    /** Stands where a problem was already reported; nothing more is said about it. */
    BROKEN
  }

  /** A scalar with its text as it was written, without quotes. */
  record Scalar(int line, int column, String text, Kind kind) implements Node {
    /** Another text at the same place. */
    Scalar withText(String other) {
      return new Scalar(line, column, other, Kind.TEXT);
    }
  }

  /** A sequence. */
  record Items(int line, int column, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** A mapping whose keys are distinct texts. */
  record Fields(int line, int column, List<Field> fields) implements Node {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /** One entry of a mapping. */
  record Field(Scalar key, Node value) {}
}
