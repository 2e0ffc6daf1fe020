package dev.bailey.policy.config;

import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.marshal.OwnFlag;
import dev.bailey.policy.marshal.OwnList;
import dev.bailey.policy.marshal.OwnRules;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoSet;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads what a configuration says of Bailey's own points: strictly, because a field that nobody
 * knows would be a rule that nobody keeps. Lists come out sorted and without repetition, so that
 * the order in which something was written makes no other policy.
 */
final class OwnReader {
  /** The table of a configuration that is about them. */
  static final String TABLE = "bailey";

  private static final String LIMITS = "limits";
  private static final String MAX_OUTPUTS = "max_outputs";
  private static final Pattern LIMIT = Pattern.compile("[a-z][a-z_]*");
  private static final int SHOWN = 80;

  private final Function<List<Object>, String> places;
  private final OwnRules.Builder rules = OwnRules.builder();
  private final List<String> problems = new ArrayList<>();

  private OwnReader(Function<List<Object>, String> places) {
    this.places = places;
  }

  /**
   * The rules, or all that is wrong, a line each.
   *
   * @param places says for a way of keys and indexes where in the text that is; may say nothing
   */
  static Tried<OwnRules> read(Value table, Function<List<Object>, String> places) {
    OwnReader reader = new OwnReader(places);
    reader.table(List.of(TABLE), table);
    return reader.problems.isEmpty()
        ? Tried.done(reader.rules.build())
        : Tried.failed(String.join("\n", reader.problems));
  }

  private void table(List<Object> at, Value value) {
    if (!(value instanceof RegoObject table)) {
      wrong(at, "a table", value);
      return;
    }
    table.forEach((key, item) -> field(with(at, text(key)), text(key), item));
  }

  private void field(List<Object> at, String name, Value value) {
    Optional<OwnList> list =
        Arrays.stream(OwnList.values()).filter(one -> one.text().equals(name)).findFirst();
    Optional<OwnFlag> flag =
        Arrays.stream(OwnFlag.values()).filter(one -> one.text().equals(name)).findFirst();
    if (list.isPresent()) {
      list(at, list.get(), value);
    } else if (flag.isPresent()) {
      if (value instanceof RegoBoolean yes) {
        rules.flag(flag.get(), yes.isTrue());
      } else {
        wrong(at, "true or false", value);
      }
    } else if (name.equals(LIMITS)) {
      limits(at, value);
    } else if (name.equals(MAX_OUTPUTS)) {
      if (checked(at, OwnValue.COUNT, value)) {
        rules.maxOutputs(((RegoNumber) value).longValue());
      }
    } else {
      problem(at, "nobody knows this field");
    }
  }

  private void limits(List<Object> at, Value value) {
    if (!(value instanceof RegoObject limits)) {
      wrong(at, "a table", value);
      return;
    }
    limits.forEach((key, most) -> {
      List<Object> here = with(at, text(key));
      if (!LIMIT.matcher(text(key)).matches()) {
        problem(here, "not the name of a limit such as memory_bytes");
      } else if (checked(here, OwnValue.AMOUNT, most)) {
        rules.limit(text(key), ((RegoNumber) most).longValue());
      }
    });
  }

  private void list(List<Object> at, OwnList list, Value value) {
    if (!(value instanceof RegoArray items)) {
      wrong(at, "a list", value);
      return;
    }
    OwnForm form = OwnForm.of(list);
    RegoSet.Builder all = RegoSet.builder();
    for (int i = 0; i < items.size(); i++) {
      List<Object> here = with(at, i);
      Value item = items.at(i);
      if (item instanceof RegoObject entry && !form.must().isEmpty()) {
        entry(here, form, entry);
        all.add(list == OwnList.EGRESS ? withProtocol(entry) : entry);
      } else if (form.alone().map(alone -> alone.fits(item)).orElse(false)) {
        all.add(item);
      } else {
        wrong(here, form.wanted(), item);
      }
    }
    rules.add(list, all.build().toArray().asList());
  }

  private static RegoObject withProtocol(RegoObject entry) {
    return entry.get("protocol") == null
        ? entry.put(RegoString.of("protocol"), RegoString.of("tcp"))
        : entry;
  }

  private void entry(List<Object> at, OwnForm form, RegoObject entry) {
    for (String name : form.must().keySet()) {
      if (entry.get(name) == null) {
        problem(at, "wanted " + name);
      }
    }
    entry.forEach((key, value) ->
        form.field(text(key))
            .ifPresentOrElse(
                field -> checked(with(at, text(key)), field, value),
                () -> problem(with(at, text(key)), "nobody knows this field")));
    String delivery = entry.get("delivery") instanceof RegoString said ? said.text() : "";
    for (String other : others(delivery)) {
      if (entry.get(other) != null) {
        problem(with(at, other), "a secret that is delivered by " + delivery + " has none");
      }
    }
  }

  private static List<String> others(String delivery) {
    return switch (delivery) {
      case "file" -> List.of("variable");
      case "environment" -> List.of("path", "mode", "uid", "gid");
      default -> List.of();
    };
  }

  private boolean checked(List<Object> at, OwnValue form, Value value) {
    if (!form.fits(value)) {
      wrong(at, form.wanted(), value);
      return false;
    }
    return true;
  }

  private void wrong(List<Object> at, String wanted, Value value) {
    String json = value.toJson();
    String seen = json.length() > SHOWN ? json.substring(0, SHOWN) + " …" : json;
    problem(at, "wanted " + wanted + ", got " + seen);
  }

  private void problem(List<Object> at, String what) {
    StringBuilder way = new StringBuilder();
    for (Object step : at) {
      way.append(
          step instanceof Integer index
              ? "[" + index + "]"
              : way.isEmpty() ? step.toString() : "." + step);
    }
    problems.add(places.apply(at) + way + ": " + what);
  }

  private static List<Object> with(List<Object> at, Object step) {
    List<Object> longer = new ArrayList<>(at);
    longer.add(step);
    return List.copyOf(longer);
  }

  private static String text(Value key) {
    return key instanceof RegoString text ? text.text() : key.toJson();
  }
}
