package dev.bailey.rego.fuzz;

import dev.bailey.rego.builtin.Builtin;
import dev.bailey.rego.type.Type;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Random operands of the types that a builtin declares, and sometimes of others.
 *
 * @param texts where texts come from
 * @param numbers where numbers come from
 */
record Operands(
    Function<RandomGenerator, String> texts, Function<RandomGenerator, RegoNumber> numbers) {
  private static final List<String> DELIMITERS = List.of(".", ":", "/", "-", "é", "𝔘");

  /** One for each argument; one of a hundred is of any type. */
  Value[] of(Builtin builtin, RandomGenerator random) {
    List<Type> types = builtin.signature().arguments();
    Value[] operands = new Value[types.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = random.nextInt(100) == 0 ? any(random) : argument(types.get(i), random);
    }
    return operands;
  }

  private Value argument(Type type, RandomGenerator random) {
    return switch (type) {
      case Type.Union union when union.alternatives().isEmpty() -> any(random);
      case Type.Union union -> argument(Mutation.pick(union.alternatives(), random), random);
      case Type.ArrayOf array -> {
        List<Value> items = new ArrayList<>();
        array.items().forEach(item -> items.add(argument(item, random)));
        for (int n = array.rest().isPresent() ? random.nextInt(4) : 0; n > 0; n--) {
          items.add(part(array.rest().get(), random));
        }
        yield RegoArray.of(items);
      }
      case Type.SetOf set ->
          RegoSet.of(List.of(argument(set.member(), random), argument(set.member(), random)));
      case Type.ObjectOf object -> {
        RegoObject.Builder all = RegoObject.builder();
        for (Type.Property property : object.properties()) {
          all.put(property.key(), argument(property.value(), random));
        }
        Type rest = object.rest().map(Type.Rest::value).orElse(Type.ANY);
        yield all.put("a", argument(rest, random)).put("b", argument(rest, random)).build();
      }
      case Type.Scalar scalar ->
          switch (scalar) {
            case NULL -> RegoNull.NULL;
            case BOOLEAN -> RegoBoolean.of(random.nextBoolean());
            case NUMBER -> number(random);
            case STRING -> text(random);
          };
      case Type.Unknown unknown -> any(random);
      case Type.Function function -> any(random);
    };
  }

  /** Of an array of any length: texts there are delimiters, of one character each. */
  private Value part(Type type, RandomGenerator random) {
    return type.equals(Type.STRING)
        ? RegoString.of(Mutation.pick(DELIMITERS, random))
        : argument(type, random);
  }

  private Value any(RandomGenerator random) {
    return switch (random.nextInt(10)) {
      case 0, 1 -> number(random);
      case 2 -> RegoArray.of(text(random), number(random));
      case 3 -> RegoSet.of(List.of(text(random), number(random)));
      case 4 -> RegoObject.builder().put("a", text(random)).build();
      case 5 -> RegoNull.NULL;
      case 6 -> RegoBoolean.of(random.nextBoolean());
      default -> text(random);
    };
  }

  private Value text(RandomGenerator random) {
    return RegoString.of(texts.apply(random));
  }

  private Value number(RandomGenerator random) {
    return numbers.apply(random);
  }
}
