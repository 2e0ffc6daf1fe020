package dev.bailey.cli.rego;

import dev.bailey.cli.Failure;
import dev.bailey.rego.Location;
import dev.bailey.rego.RegoError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Errors and places as people and programs are used to see them. */
final class Shown {
  private Shown() {}

  /** For people: how many, and each. */
  static String errors(List<RegoError> errors) {
    return errors("", errors);
  }

  /** The same of a command that reads policies before all else. */
  static String loading(List<RegoError> errors) {
    boolean loading =
        errors.stream()
            .allMatch(e -> e.code() == RegoError.Code.LOAD || e.code() == RegoError.Code.PARSE);
    return errors(loading ? " during loading" : "", errors);
  }

  private static String errors(String when, List<RegoError> errors) {
    if (errors.size() == 1) {
      return "1 error occurred" + when + ": " + error(errors.getFirst());
    }
    StringBuilder out =
        new StringBuilder()
            .append(errors.size())
            .append(" errors occurred")
            .append(when)
            .append(':');
    errors.forEach(error -> out.append('\n').append(error(error)));
    return out.toString();
  }

  /** What ends a command: the first line is what, the others are why. */
  static Failure failure(int exit, String before, List<RegoError> errors) {
    String[] lines = (before + errors(errors)).replace("\t", "    ").split("\n", 2);
    return new Failure(exit, lines[0], lines.length > 1 ? lines[1] : "", "");
  }

  private static String error(RegoError error) {
    return error.code() == RegoError.Code.LOAD ? error.message() : error.toString();
  }

  /** For programs. */
  static List<Object> documents(List<RegoError> errors) {
    return errors.stream().<Object>map(Shown::document).toList();
  }

  private static Map<String, Object> document(RegoError error) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("message", error.message());
    if (error.code() == RegoError.Code.LOAD) {
      return out;
    }
    out.put("code", error.code().text());
    if (error.location().row() > 0 || !error.location().source().name().isEmpty()) {
      Map<String, Object> place = new LinkedHashMap<>();
      place.put("file", error.location().source().name());
      place.putAll(place(error.location()));
      out.put("location", place);
    }
    if (error.code() == RegoError.Code.PARSE && error.location().row() > 0) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("line", error.details().get(0));
      details.put("idx", error.details().get(1).indexOf('^'));
      out.put("details", details);
    }
    return out;
  }

  static Map<String, Object> place(Location location) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("row", location.row());
    place.put("col", location.column());
    return place;
  }
}
