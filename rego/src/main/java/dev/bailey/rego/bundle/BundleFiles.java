package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Source;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Makes a bundle of the files that are in it. */
final class BundleFiles {
  private static final String MANIFEST = ".manifest";
  private static final String SIGNATURES = ".signatures.json";
  private static final String PATCH = "patch.json";

  private final String name;
  private final SortedMap<String, byte[]> files;
  private final Limits limits;
  private final DataReader reader;

  BundleFiles(String name, SortedMap<String, byte[]> files, Limits limits, DataReader reader) {
    this.name = name;
    this.files = files;
    this.limits = limits;
    this.reader = reader;
  }

  /** Whether a file of this name means something in a bundle. */
  static boolean belongs(String last) {
    return last.endsWith(".rego")
        || isData(last)
        || last.equals(MANIFEST)
        || last.equals(PATCH)
        || last.equals(SIGNATURES);
  }

  private static boolean isData(String last) {
    return last.equals("data.json") || last.equals("data.yaml") || last.equals("data.yml");
  }

  Bundle read(Trust trust) throws Unreadable {
    if (!trust.keys().isEmpty() && !trust.skip()) {
      new Signatures(name, limits, reader).verify(files, SIGNATURES, trust.keys());
    } else if (files.containsKey(SIGNATURES) && !trust.skip()) {
      throw new Unreadable(name, "the bundle is signed and no verification key was provided");
    }
    if (files.containsKey(PATCH)) {
      throw new Unreadable(name + "/" + PATCH, "a delta bundle changes another and is none itself");
    }
    Manifest manifest =
        files.containsKey(MANIFEST) ? Manifest.of(name, document(MANIFEST)) : Manifest.NONE;
    List<Bundle.ModuleFile> modules = new ArrayList<>();
    DataTree data = new DataTree();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String path = file.getKey();
      if (path.endsWith(".rego")) {
        modules.add(new Bundle.ModuleFile(source(path), manifest.versionOf(path)));
      } else if (isData(Paths.last(path))) {
        Value document = document(path);
        if (!(document instanceof RegoObject) && Paths.folder(path).isEmpty()) {
          throw new Unreadable(name + "/" + path, "root value must be object");
        }
        data.put(name + "/" + path, Paths.folder(path), document);
      }
    }
    RegoObject all = data.build();
    permitted(manifest, all, "");
    return new Bundle(name, modules, all, manifest);
  }

  private Source source(String path) throws Unreadable {
    byte[] content = files.getOrDefault(path, new byte[0]);
    return Unreadable.unwrap(Texts.source(name + "/" + path, content, limits));
  }

  private Value document(String path) throws Unreadable {
    Source source = source(path);
    return Unreadable.unwrap(
        path.endsWith(".yaml") || path.endsWith(".yml")
            ? reader.yaml(source)
            : reader.json(source));
  }

  /** Each part of the data is under a root, or leads to one. */
  private void permitted(Manifest manifest, RegoObject data, String above) throws Unreadable {
    for (int i = 0; i < data.size(); i++) {
      String key = data.keyAt(i) instanceof RegoString s ? s.text() : data.keyAt(i).toJson();
      String path = above.isEmpty() ? key : above + "/" + key;
      if (manifest.permits(path)) {
        continue;
      }
      boolean leads = manifest.roots().stream().anyMatch(root -> Paths.below(path, root));
      if (!leads || !(data.valueAt(i) instanceof RegoObject below)) {
        throw new Unreadable(
            name,
            "manifest roots %s do not permit data at path '/%s' (hint: check bundle directory structure)"
                .formatted(manifest.roots().toString().replace(",", ""), path));
      }
      permitted(manifest, below, path);
    }
  }
}
