package dev.bailey.rego.eval;

import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;

/** Comprehensions. */
final class Gather {
  private Gather() {}

  static final class OfArray extends Node {
    private final Link block;

    OfArray(Link block) {
      this.block = block;
    }

    @Override
    Value eval(Context c, Value[] frame) {
      Object saved = c.gathered;
      ArrayList<Value> items = new ArrayList<>();
      c.gathered = items;
      block.run(c, frame);
      c.gathered = saved;
      return c.session.collected(RegoArray.of(items), 0);
    }
  }

  static final class OfSet extends Node {
    private final Link block;

    OfSet(Link block) {
      this.block = block;
    }

    @Override
    Value eval(Context c, Value[] frame) {
      Object saved = c.gathered;
      RegoSet.Builder members = RegoSet.builder();
      c.gathered = members;
      block.run(c, frame);
      c.gathered = saved;
      return c.session.collected(members.build(), 0);
    }
  }

  static final class OfObject extends Node {
    private final Link block;

    OfObject(Link block) {
      this.block = block;
    }

    @Override
    Value eval(Context c, Value[] frame) {
      Object saved = c.gathered;
      RegoObject.Builder entries = RegoObject.builder();
      c.gathered = entries;
      block.run(c, frame);
      c.gathered = saved;
      return c.session.collected(entries.build(), 0);
    }
  }
}
