package dev.bailey.worker.image;

import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code image.json}; every text in it must match a grammar, because programs get it. */
public final class RecipeReader {
  /** Name of the file in a recipe's directory. */
  public static final String FILE = "image.json";

  /** Longest recipe: 64 kB. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Most packages, variables or patterns. */
  public static final int MAX_ITEMS = 200;

  private static final Set<String> FIELDS =
      Set.of("name", "suite", "packages", "environment", "epoch", "exclude", "keep", "mirrors");

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern SUITE = Pattern.compile("[a-z][a-z0-9-]{0,40}");

  /** Debian policy manual, section 5.6.7. */
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]{1,100}");

  private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_./:@%+,-]{0,400}");
  private static final Pattern GLOB = Pattern.compile("/[A-Za-z0-9_./*?+-]{1,200}");
  private static final Pattern MIRROR = Pattern.compile("https?://[A-Za-z0-9_./:%+-]{1,300}");

  /** What became of the file. */
  public sealed interface Result {
    /** The recipe. */
    record Read(Recipe recipe) implements Result {}

    /** Everything that is wrong with it. */
    record Bad(List<String> problems) implements Result {
      public Bad {
        problems = List.copyOf(problems);
      }
    }
  }

  private final List<String> problems = new ArrayList<>();
  private final Json.Obj in;

  private RecipeReader(Json.Obj in) {
    this.in = in;
  }

  /** Reads the recipe in a directory. */
  public static Result read(Path directory) {
    Path file = directory.resolve(FILE);
    byte[] bytes;
    try (var stream = Files.newInputStream(file)) {
      bytes = stream.readNBytes(MAX_BYTES + 1);
    } catch (IOException unreadable) {
      return new Result.Bad(List.of("there is no readable " + file));
    }
    return bytes.length > MAX_BYTES
        ? new Result.Bad(List.of(FILE + " is longer than " + MAX_BYTES + " bytes"))
        : read(bytes);
  }

  static Result read(byte[] bytes) {
    return switch (JsonReader.read(bytes)) {
      case JsonReader.Result.Malformed(int offset, String reason) ->
          new Result.Bad(List.of(FILE + ", character " + offset + ": " + reason));
      case JsonReader.Result.Value(Json.Obj json) -> new RecipeReader(json).recipe();
      case JsonReader.Result.Value _ -> new Result.Bad(List.of(FILE + " must hold an object"));
    };
  }

  private Result recipe() {
    in.members().keySet().stream()
        .filter(field -> !FIELDS.contains(field))
        .forEach(field -> problems.add("unknown field: " + field));
    Recipe recipe =
        new Recipe(
            text("name", NAME),
            text("suite", SUITE),
            texts("packages", PACKAGE),
            environment(),
            epoch(),
            texts("exclude", GLOB),
            texts("keep", GLOB),
            texts("mirrors", MIRROR));
    if (recipe.packages().isEmpty()) {
      problems.add("packages: at least one is needed");
    }
    return problems.isEmpty() ? new Result.Read(recipe) : new Result.Bad(problems);
  }

  private String text(String field, Pattern grammar) {
    return checked(field, in.get(field).orElse(Json.Null.NULL), grammar);
  }

  private List<String> texts(String field, Pattern grammar) {
    if (in.get(field).isEmpty()) {
      return List.of();
    }
    if (!(in.get(field).get() instanceof Json.Arr(List<Json> items)) || items.size() > MAX_ITEMS) {
      problems.add(field + ": a list of at most " + MAX_ITEMS + " texts is expected");
      return List.of();
    }
    return items.stream().map(item -> checked(field, item, grammar)).toList();
  }

  private SortedMap<String, String> environment() {
    SortedMap<String, String> out = new TreeMap<>();
    in.object("environment")
        .members()
        .forEach((key, value) -> {
          if (!KEY.matcher(key).matches()) {
            problems.add("environment: not a variable name: " + key);
          }
          out.put(key, checked("environment: " + key, value, VALUE));
        });
    if (out.size() > MAX_ITEMS) {
      problems.add("environment: more than " + MAX_ITEMS + " variables");
    }
    return out;
  }

  private long epoch() {
    long seconds = in.whole("epoch").orElse(-1L);
    if (seconds < 0 || seconds > 253_402_300_799L) {
      problems.add("epoch: seconds since 1970 are expected");
    }
    return seconds;
  }

  private String checked(String field, Json value, Pattern grammar) {
    if (value instanceof Json.Str(String text) && grammar.matcher(text).matches()) {
      return text;
    }
    problems.add(field + ": text of the form " + grammar + " is expected");
    return "";
  }
}
