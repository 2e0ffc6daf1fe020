package dev.bailey.cli.rego;

import dev.bailey.cli.Exit;
import dev.bailey.cli.Failure;
import dev.bailey.rego.Engine;
import dev.bailey.rego.PolicySources;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.RegoVersion;
import dev.bailey.rego.bundle.Trust;
import dev.bailey.rego.bundle.VerificationKey;
import dev.bailey.rego.value.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where policies and data come from; the options that most commands share. */
final class Loading {
  /** {@code a.b:path}: data of the path stands below {@code data.a.b}. */
  private static final Pattern PREFIXED = Pattern.compile("([A-Za-z_][\\w.]*):(.+)");

  @Option(
      names = {"-d", "--data"},
      paramLabel = "PATH",
      description =
          "A policy or data file, or a folder of them; may be repeated. a.b:PATH puts data below"
              + " data.a.b.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = {"-b", "--bundle"},
      paramLabel = "PATH",
      description = "A bundle: a folder or a .tar.gz file; may be repeated.")
  private List<String> bundles = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "NAME",
      split = ",",
      description =
          "Files and folders to leave out, by name; * is any text: '.*' leaves out what is hidden.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = {"-s", "--schema"},
      paramLabel = "PATH",
      description =
          "A JSON schema of the input, or a folder of schemas that annotations call by their"
              + " paths; references are checked by them.")
  private String schema = "";

  @Option(
      names = "--capabilities",
      paramLabel = "FILE",
      description = "What policies may use; as 'rego capabilities' prints it.")
  private String capabilities = "";

  @Option(
      names = {"-S", "--strict"},
      description = "Refuse unused variables, arguments and imports.")
  private boolean strict;

  @Option(names = "--v0-compatible", description = "Modules are in the old form of the language.")
  private boolean old;

  @Option(
      names = "--verification-key",
      paramLabel = "FILE",
      description = "A public key, certificate or secret; bundles must be signed with it.")
  private String verificationKey = "";

  @Option(
      names = "--verification-algorithm",
      paramLabel = "NAME",
      description = "The signature's algorithm; ${DEFAULT-VALUE} if not given.",
      defaultValue = "RS256")
  private String verificationAlgorithm = "RS256";

  @Option(names = "--skip-verify", description = "Read signed bundles without looking.")
  private boolean skipVerify;

  /** Patterns of more than stars would mean something else here than readers expect. */
  private List<String> ignored() {
    for (String pattern : ignored) {
      if (pattern.matches(".*[\\[\\]{}?\\\\/].*")) {
        throw new Failure(
            Exit.USAGE,
            "--ignore " + pattern + " is not supported",
            "it takes names, in which * is any text",
            "");
      }
    }
    return ignored;
  }

  /** An engine as the options want it, to be completed. */
  Engine.Builder engine() {
    Engine.Builder engine = Engine.builder().strict(strict).version(version());
    if (!capabilities.isEmpty()) {
      engine.capabilities(CapabilitiesFile.read(Path.of(capabilities)));
    }
    return engine;
  }

  /** Whether no policies or data are named. */
  boolean isEmpty() {
    return data.isEmpty() && bundles.isEmpty();
  }

  RegoVersion version() {
    return old ? RegoVersion.V0 : RegoVersion.V1;
  }

  /** All that the options name, in the order of the kinds. */
  PolicySources sources(Engine engine) {
    PolicySources sources = engine.policy().ignoring(ignored());
    data.forEach(path -> add(sources, path));
    if (!schema.isEmpty()) {
      sources.schemas(path(schema));
    }
    if (skipVerify) {
      sources.trust(Trust.SKIP);
    } else if (!verificationKey.isEmpty()) {
      sources.trust(new VerificationKey(verificationAlgorithm, text(Path.of(verificationKey))));
    }
    bundles.forEach(path -> sources.bundle(path(path)));
    return sources;
  }

  /** A file, or a folder of files, that may stand below a path. */
  static void add(PolicySources sources, String place) {
    Matcher prefixed = PREFIXED.matcher(place);
    boolean isPrefixed =
        !place.startsWith("file:") && !Files.exists(Path.of(place)) && prefixed.matches();
    if (isPrefixed) {
      sources.files(List.of(prefixed.group(1).split("\\.")), path(prefixed.group(2)));
    } else {
      sources.files(path(place));
    }
  }

  private static Path path(String place) {
    return place.startsWith("file://") ? Path.of(URI.create(place)) : Path.of(place);
  }

  /** A JSON file. */
  static Value document(Path file) {
    return Documents.json(file.toString(), text(file));
  }

  /** A file that an option names. */
  static String text(Path file) {
    return text(Exit.USAGE, file);
  }

  /**
   * @param exit the exit code if it cannot be read
   */
  static String text(int exit, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw unreadable(exit, file, broken);
    }
  }

  static Failure unreadable(int exit, Path file, IOException broken) {
    boolean gone = broken instanceof java.nio.file.NoSuchFileException;
    return new Failure(
        exit,
        "cannot read " + file,
        gone ? "there is no such file" : String.valueOf(broken.getMessage()),
        "");
  }

  static Failure failure(List<RegoError> errors) {
    return Shown.failure(Exit.FAILED, "", errors);
  }
}
