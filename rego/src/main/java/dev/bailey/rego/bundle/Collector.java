package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import dev.bailey.rego.RegoError;
import dev.bailey.rego.Result;
import dev.bailey.rego.Schemas;
import dev.bailey.rego.Source;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Puts modules and data from several places together. Used by one thread. */
public final class Collector {
  private final Limits limits;
  private final DataReader reader;
  private final List<Bundle.ModuleFile> modules = new ArrayList<>();
  private final List<Bundle> bundles = new ArrayList<>();
  private final DataTree data = new DataTree();
  private final List<RegoError> problems = new ArrayList<>();
  private Schemas schemas = Schemas.NONE;
  private Ignored ignored = Ignored.NOTHING;

  public Collector(Limits limits, DataReader reader) {
    this.limits = limits;
    this.reader = reader;
  }

  /** Leaves out what has such a name from all that is added from now on. */
  public void ignore(List<String> patterns) {
    ignored = new Ignored(patterns);
  }

  /** What is left out. */
  public Ignored ignored() {
    return ignored;
  }

  public void module(Bundle.ModuleFile module) {
    modules.add(module);
  }

  /** Adds a document below a path. */
  public void data(String name, List<String> path, Result<Value> document) {
    attempt(() -> data.put(name, path, Unreadable.unwrap(document)));
  }

  /**
   * Adds a file, or all modules and documents below a folder. A document in a file stands at {@code
   * path}; one in a folder, at the path of its folder inside that folder.
   */
  public void files(List<String> path, Path place) {
    attempt(() -> {
      if (!Files.isDirectory(place)) {
        if (!ignored.test(Paths.last(place.toString()))) {
          file(place.toString(), path, Folder.file(place, limits.sourceBytes()), true);
        }
        return;
      }
      for (Map.Entry<String, byte[]> file : Folder.read(place, limits, this::wanted).entrySet()) {
        List<String> below = new ArrayList<>(path);
        below.addAll(Paths.folder(file.getKey()));
        String name = place.resolve(file.getKey()).toString();
        file(name, below, file.getValue(), false);
      }
    });
  }

  /** Adds a bundle; what its roots cover must not be covered by another. */
  public void bundle(Result<Bundle> read) {
    attempt(() -> {
      Bundle bundle = Unreadable.unwrap(read);
      for (Bundle other : bundles) {
        Optional<String> root = bundle.overlap(other);
        if (root.isPresent()) {
          throw new Unreadable(
              "",
              "detected overlapping roots in manifests for these bundles: [%s, %s] (root %s is in multiple bundles)"
                  .formatted(other.name(), bundle.name(), root.get()));
        }
      }
      bundles.add(bundle);
      data.put(bundle.name(), List.of(), bundle.data());
    });
  }

  /** Adds schemas. */
  public void schemas(Schemas more) {
    schemas = schemas.with(more);
  }

  /**
   * Adds the schema of the input from a file, or all schemas below a folder, each by its path
   * without what follows the last dot.
   */
  public void schemas(Path place) {
    attempt(() -> {
      if (!Files.isDirectory(place)) {
        schema(List.of(), place.toString(), Folder.file(place, limits.sourceBytes()));
        return;
      }
      SortedMap<String, byte[]> files =
          Folder.read(place, limits, path -> isDocument(Paths.last(path)));
      if (files.isEmpty()) {
        throw new Unreadable(place.toString(), "no schema, .json or .yaml, is in this folder");
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        String path = file.getKey();
        String name = place.resolve(path).toString();
        schema(Paths.parts(path.substring(0, path.lastIndexOf('.'))), name, file.getValue());
      }
    });
  }

  private void schema(List<String> path, String name, byte[] content) throws Unreadable {
    Source source = Unreadable.unwrap(Texts.source(name, content, limits));
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    schemas =
        schemas.with(
            path, name, Unreadable.unwrap(yaml ? reader.yaml(source) : reader.json(source)));
  }

  /** All schemas together. */
  public Schemas schemas() {
    return schemas;
  }

  private boolean wanted(String path) {
    String last = Paths.last(path);
    return (last.endsWith(".rego") || isDocument(last)) && !ignored.test(path);
  }

  private static boolean isDocument(String last) {
    return last.endsWith(".json") || last.endsWith(".yaml") || last.endsWith(".yml");
  }

  private void file(String name, List<String> path, byte[] content, boolean alone)
      throws Unreadable {
    Source source = Unreadable.unwrap(Texts.source(name, content, limits));
    if (name.endsWith(".rego") || (alone && !isDocument(name))) {
      modules.add(new Bundle.ModuleFile(source, Optional.empty()));
    } else {
      boolean yaml = !name.endsWith(".json");
      data.put(name, path, Unreadable.unwrap(yaml ? reader.yaml(source) : reader.json(source)));
    }
  }

  /** Modules that are in no bundle. */
  public List<Bundle.ModuleFile> modules() {
    return List.copyOf(modules);
  }

  public List<Bundle> bundles() {
    return List.copyOf(bundles);
  }

  /** All data together. */
  public RegoObject data() {
    return data.build();
  }

  /** What could not be added. */
  public List<RegoError> problems() {
    return List.copyOf(problems);
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (Unreadable broken) {
      problems.add(broken.error());
    }
  }

  /** Something that may find its file unreadable. */
  private interface Step {
    void run() throws Unreadable;
  }
}
