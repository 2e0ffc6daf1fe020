package dev.bailey.job.spec;

import java.util.List;
import java.util.Optional;

/** Reads specifications of the Container Device Interface, versions 0.3.0 to 0.8.0. */
public final class DeviceSpecReader {
  private DeviceSpecReader() {}

  /** What became of a file. */
  public sealed interface Result {
    /** It says what devices are. */
    record Valid(DeviceSpec spec) implements Result {}

    /**
     * It does not.
     *
     * @param kind the kind that it is about, if so much could be read
     * @param problems all that is wrong
     */
    record Invalid(Optional<String> kind, List<Problem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /**
   * Reads one.
   *
   * @param utf8 the file, JSON or YAML
   * @param fileName for messages that concern the whole file
   */
  public static Result read(byte[] utf8, String fileName) {
    Problems problems = new Problems();
    Optional<Node> root = Document.read(utf8, fileName, problems);
    Optional<DeviceSpec> spec = root.map(node -> new DeviceSpecForm(problems).read(node));
    return problems.count() == 0 && spec.isPresent()
        ? new Result.Valid(spec.get())
        : new Result.Invalid(root.flatMap(DeviceSpecReader::kind), problems.sorted());
  }

  private static Optional<String> kind(Node root) {
    return root instanceof Node.Fields all
        ? all.fields().stream()
            .filter(f -> f.key().text().equals("kind"))
            .map(Node.Field::value)
            .flatMap(v ->
                v instanceof Node.Scalar s
                    ? Optional.of(s.text()).stream()
                    : Optional.<String>empty().stream())
            .findFirst()
        : Optional.empty();
  }
}
