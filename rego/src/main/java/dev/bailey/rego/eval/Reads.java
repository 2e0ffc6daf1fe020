package dev.bailey.rego.eval;

import dev.bailey.rego.value.Value;
import org.jspecify.annotations.Nullable;

/** Nodes that read documents. */
final class Reads {
  private Reads() {}

  /** All of a document. */
  static final class Whole extends Node {
    private final DocumentNode document;

    Whole(DocumentNode document) {
      this.document = document;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      return document.whole(c);
    }
  }

  /** What is under some keys of a document. */
  static final class Part extends Node {
    private final DocumentNode document;
    private final Node[] keys;

    Part(DocumentNode document, Node[] keys) {
      this.document = document;
      this.keys = keys;
    }

    @Override
    @Nullable Value eval(Context c, Value[] frame) {
      Value[] path = Values.all(keys, c, frame);
      return path == null ? null : document.find(c, path, 0);
    }
  }
}
