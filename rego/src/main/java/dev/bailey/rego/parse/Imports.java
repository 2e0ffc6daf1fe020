package dev.bailey.rego.parse;

import dev.bailey.rego.Location;
import dev.bailey.rego.syntax.Import;
import dev.bailey.rego.syntax.Term;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads imports. */
final class Imports {
  /** All words that v0 knows by import only. */
  static final int ALL_WORDS =
      Token.CONTAINS.optionalBit()
          | Token.EVERY.optionalBit()
          | Token.IF.optionalBit()
          | Token.IN.optionalBit();

  private static final Set<String> FUTURE = Set.of("contains", "every", "if", "in", "not");

  private final Scanner scanner;
  private final Terms terms;

  Imports(Scanner scanner, Terms terms) {
    this.scanner = scanner;
    this.terms = terms;
  }

  Import read() {
    Location from = scanner.location();
    scanner.next();
    if (scanner.token() != Token.IDENT) {
      throw scanner.fail("unexpected " + scanner.token().text());
    }
    Term path = terms.primary();
    List<String> names = names(path);
    Optional<String> alias = Optional.empty();
    if (scanner.token() == Token.AS) {
      scanner.next();
      String name = scanner.token() == Token.IDENT ? scanner.text() : "";
      if (name.isEmpty() || name.equals("input") || name.equals("data")) {
        throw scanner.fail("unexpected " + scanner.token().text() + ": expected var");
      }
      alias = Optional.of(name);
      scanner.next();
    }
    check(names, path, alias);
    return new Import(path, alias, scanner.since(from));
  }

  /** The parts of a name, all of which have to be constant strings. */
  static List<String> names(Term path) {
    List<String> names = new ArrayList<>();
    switch (path) {
      case Term.Var v -> names.add(v.name());
      case Term.Ref r when r.head() instanceof Term.Var v -> {
        names.add(v.name());
        names.addAll(names(r.path()));
      }
      default -> throw new ParseFailure(path.location(), "expected path");
    }
    return names;
  }

  /** The texts of steps, all of which have to be constant strings. */
  static List<String> names(List<Term> steps) {
    List<String> names = new ArrayList<>();
    for (Term step : steps) {
      if (!(step instanceof Term.Constant c && c.value() instanceof RegoString s)) {
        String kind =
            switch (step) {
              case Term.Constant c -> c.value().kind().text();
              case Term.Var v -> "var";
              default -> "term";
            };
        throw new ParseFailure(step.location(), "unexpected " + kind + " token: expecting string");
      }
      names.add(s.text());
    }
    return names;
  }

  private void check(List<String> names, Term path, Optional<String> alias) {
    switch (names.getFirst()) {
      case "data", "input" -> checkName(names.getLast(), path, alias);
      case "future" -> checkFuture(names, path.location(), alias);
      case "rego" -> {
        if (!names.equals(List.of("rego", "v1"))) {
          throw new ParseFailure(
              path.location(),
              "invalid import `" + String.join(".", names) + "`, must be `rego.v1`");
        }
      }
      default ->
          throw new ParseFailure(
              path.location(),
              "unexpected import path, must begin with one of: {data, future, input, rego}, got: "
                  + names.getFirst(),
              "to import a package, write `import data.` before its name");
    }
  }

  private static void checkFuture(List<String> names, Location place, Optional<String> alias) {
    if (names.size() < 2 || !names.get(1).equals("keywords")) {
      throw new ParseFailure(place, "invalid import, must be `future.keywords`");
    }
    if (alias.isPresent()) {
      throw new ParseFailure(place, "`future` imports cannot be aliased");
    }
    if (names.size() == 3 && !FUTURE.contains(names.get(2))) {
      throw new ParseFailure(
          place, "unexpected keyword, must be one of [contains every if in not]");
    }
  }

  private void checkName(String name, Term path, Optional<String> alias) {
    if (alias.isEmpty() && path instanceof Term.Ref && scanner.isWord(name)) {
      throw new ParseFailure(
          path.location(),
          "unexpected import path, must not end with a keyword, got: " + name,
          "import a different path or use an alias");
    }
  }

  static boolean is(Import read, String... names) {
    return names(read.path()).equals(List.of(names));
  }

  /** The words that an import brings, as bits for {@link Scanner#allow}. */
  static int words(Import read) {
    List<String> names = names(read.path());
    if (names.equals(List.of("rego", "v1")) || names.equals(List.of("future", "keywords"))) {
      return ALL_WORDS;
    }
    if (names.size() != 3 || !names.getFirst().equals("future")) {
      return 0;
    }
    return switch (names.get(2)) {
      case "contains" -> Token.CONTAINS.optionalBit();
      case "every" -> Token.EVERY.optionalBit() | Token.IN.optionalBit();
      case "if" -> Token.IF.optionalBit();
      case "in" -> Token.IN.optionalBit();
      default -> 0;
    };
  }
}
