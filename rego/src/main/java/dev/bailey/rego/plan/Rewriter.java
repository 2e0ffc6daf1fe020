package dev.bailey.rego.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Copies blocks, with a chance to change each part on the way; parts are visited in order. Loops,
 * not streams: operations nest, and the stack of whoever asks first has to hold all levels.
 */
abstract class Rewriter {
  Block block(Block block) {
    List<Step> steps = new ArrayList<>(block.steps().size());
    for (Step step : block.steps()) {
      steps.add(step(step));
    }
    return new Block(steps, sink(block.sink()));
  }

  Step step(Step step) {
    return switch (step) {
      case Step.Bind s -> new Step.Bind(s.slot(), op(s.value()));
      case Step.Let s -> new Step.Let(s.slot(), op(s.value()));
      case Step.Test s -> new Step.Test(op(s.value()));
      case Step.Same s -> new Step.Same(op(s.left()), op(s.right()));
      case Step.Shape s -> new Step.Shape(op(s.value()), s.object(), s.size());
      case Step.Scan s -> new Step.Scan(op(s.collection()), s.key(), s.value(), s.ordered());
      case Step.Join s ->
          new Step.Join(op(s.collection()), s.key(), s.value(), s.paths(), ops(s.wanted()));
      case Step.ScanKeys s -> new Step.ScanKeys(s.document(), ops(s.keys()), s.key());
      case Step.Relate s ->
          new Step.Relate(s.builtin(), ops(s.arguments()), s.result(), s.location());
      case Step.Not s -> new Step.Not(block(s.block()));
      case Step.Every s -> new Step.Every(op(s.domain()), s.key(), s.value(), block(s.block()));
      case Step.Enter s ->
          new Step.Enter(s.replacements().stream().map(this::replacement).toList());
      case Step.Leave s -> s;
      case Step.Mark s -> s;
    };
  }

  private Step.Replacement replacement(Step.Replacement replacement) {
    return switch (replacement) {
      case Step.Replacement.OfInput r -> new Step.Replacement.OfInput(r.path(), op(r.value()));
      case Step.Replacement.OfData r -> new Step.Replacement.OfData(r.path(), op(r.value()));
      case Step.Replacement.ByValue r -> new Step.Replacement.ByValue(r.target(), op(r.value()));
      case Step.Replacement.ByFunction r -> r;
    };
  }

  Sink sink(Sink sink) {
    return switch (sink) {
      case Sink.Exists s -> s;
      case Sink.Give s -> new Sink.Give(op(s.value()), s.last());
      case Sink.Append s -> new Sink.Append(op(s.item()));
      case Sink.Add s -> new Sink.Add(op(s.member()));
      case Sink.Put s -> new Sink.Put(op(s.key()), op(s.value()), s.location());
      case Sink.PutAt s -> new Sink.PutAt(ops(s.path()), op(s.value()), s.member(), s.location());
      case Sink.Row s -> new Sink.Row(ops(s.columns()));
    };
  }

  final List<Op> ops(List<Op> ops) {
    if (ops.isEmpty()) {
      return ops;
    }
    List<Op> changed = new ArrayList<>(ops.size());
    for (Op op : ops) {
      changed.add(op(op));
    }
    return changed;
  }

  Op op(Op op) {
    return switch (op) {
      case Op.Const o -> o;
      case Op.Local o -> o;
      case Op.Input o -> o;
      case Op.Base o -> new Op.Base(ops(o.path()));
      case Op.Get o -> new Op.Get(op(o.of()), op(o.key()));
      case Op.ArrayOf o -> new Op.ArrayOf(ops(o.items()));
      case Op.SetOf o -> new Op.SetOf(ops(o.items()));
      case Op.ObjectOf o -> new Op.ObjectOf(ops(o.keys()), ops(o.values()));
      case Op.Read o -> new Op.Read(o.document(), ops(o.keys()));
      case Op.Apply o -> new Op.Apply(o.function(), ops(o.arguments()), o.location());
      case Op.Invoke o -> new Op.Invoke(o.builtin(), ops(o.arguments()), o.location());
      case Op.Collect o -> new Op.Collect(block(o.block()));
      case Op.Remember o -> new Op.Remember(op(o.value()), o.slots());
    };
  }
}
