package dev.bailey.rego.bench;

import dev.bailey.rego.Input;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.vectors.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy of some three thousand lines, to see how long a policy takes to prepare. */
final class Generated {
  private static final int MODULES = 10;
  private static final int SECTIONS = 10;

  private static final String SECTION =
      """
      # Checks of the resource NN.
      limits_NN := {"cpu": NN, "memory": NN * 1024, "names": {"aNN", "bNN"}}

      is_resource_NN(object) if {
      	object.kind == "ResourceNN"
      	startswith(object.name, "rNN-")
      }

      parts_NN contains part if {
      	is_resource_NN(input.object)
      	some part in input.object.parts
      	not part.disabled
      }

      deny contains message if {
      	some part in parts_NN
      	part.cpu > limits_NN.cpu
      	message := sprintf("part %s of %s uses %d of cpu", [part.name, input.object.name, part.cpu])
      }

      deny contains message if {
      	some part in parts_NN
      	not part.name in limits_NN.names
      	used := [other.name | some other in parts_NN; other.name != part.name]
      	message := sprintf("part %s is not known beside %s", [part.name, concat(", ", used)])
      }

      owner_NN := name if {
      	name := input.object.labels.owner
      	regex.match(`^[a-z][a-z0-9-]{2,30}$`, name)
      } else := "nobody"

      """;

  private Generated() {}

  static Task task() throws IOException {
    Path folder = Files.createTempDirectory("bench");
    List<Path> files = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    StringBuilder all = new StringBuilder("package all\n\ndefault allow := false\n\nallow if {\n");
    for (int m = 0; m < MODULES; m++) {
      StringBuilder text = new StringBuilder("package checks.m" + m + "\n\n");
      for (int s = 0; s < SECTIONS; s++) {
        text.append(SECTION.replace("NN", String.valueOf(SECTIONS * m + s)));
      }
      write(folder.resolve("m" + m + ".rego"), text.toString(), files, texts);
      all.append("\tcount(data.checks.m").append(m).append(".deny) == 0\n");
    }
    write(folder.resolve("all.rego"), all.append("}\n").toString(), files, texts);
    Path input = folder.resolve("input.json");
    String json =
        """
        {"object": {"kind": "Resource7", "name": "r7-x", "labels": {"owner": "ops"},
          "parts": [{"name": "a7", "cpu": 1}, {"name": "b7", "cpu": 7}]}}
        """;
    Files.writeString(input, json);
    return new Task(
        "generated/3000-lines",
        files,
        texts,
        Optional.empty(),
        Optional.<RegoObject>empty(),
        Optional.of(input),
        Input.of(JsonFile.read(input)),
        "data.all.allow",
        false,
        Optional.of(RegoBoolean.TRUE));
  }

  private static void write(Path file, String text, List<Path> files, List<String> texts)
      throws IOException {
    Files.writeString(file, text);
    file.toFile().deleteOnExit();
    files.add(file);
    texts.add(text);
  }
}
