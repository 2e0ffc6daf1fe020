package dev.bailey.ledger.log;

import dev.bailey.ledger.Digest;
import dev.bailey.ledger.Subject;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import dev.bailey.ledger.note.Base64Text;
import dev.bailey.ledger.note.NodeKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chains of the open subjects at some size of the tree, so that opening reads only what came
 * later. One line of canonical JSON, one line with the node's signature of its digest. A file that
 * is not this is ignored: all can be found again from the entries.
 */
final class HeadsFile {
  /** First line of what is signed; it has spaces, so it cannot pass for a checkpoint's origin. */
  private static final String PURPOSE = "bailey ledger heads 1\n";

  /** What the file says. */
  record Heads(long size, Digest root, Map<Subject, Chains.Head> open) {}

  private HeadsFile() {}

  static void write(Path file, Heads heads, NodeKey key) throws IOException {
    List<Json> rows = new ArrayList<>();
    heads.open().forEach((subject, head) -> rows.add(row(subject, head)));
    byte[] line =
        Json.object()
            .put("heads", Json.array(rows))
            .put("root", heads.root().hex())
            .put("size", heads.size())
            .build()
            .canonical();
    String signature = Base64Text.of(key.sign(signed(line)));
    byte[] end = ("\n" + signature + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(line, line.length + end.length);
    System.arraycopy(end, 0, both, line.length, end.length);
    Disk.replace(file, both);
  }

  static Optional<Heads> read(Path file, NodeKey key) throws IOException {
    String text = new String(Disk.read(file).orElse(new byte[0]), StandardCharsets.UTF_8);
    String[] lines = text.split("\n", -1);
    if (lines.length != 3 || !lines[2].isEmpty()) {
      return Optional.empty();
    }
    byte[] line = lines[0].getBytes(StandardCharsets.UTF_8);
    return Base64Text.parse(lines[1])
        .filter(signature -> key.verifier().verifies(signed(line), signature))
        .flatMap(_ -> ofLine(line));
  }

  private static byte[] signed(byte[] line) {
    return (PURPOSE + Digest.of(line).hex() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static Json row(Subject subject, Chains.Head head) {
    return Json.object()
        .put("attempt", subject.attempt())
        .put("count", head.count())
        .put("index", head.lastIndex())
        .put("job", subject.job())
        .put("last", head.last().hex())
        .build();
  }

  private static Optional<Heads> ofLine(byte[] line) {
    if (!(JsonReader.read(line) instanceof JsonReader.Result.Value(Json.Obj form))) {
      return Optional.empty();
    }
    Map<Subject, Chains.Head> open = new HashMap<>();
    for (Json row : form.array("heads")) {
      if (row instanceof Json.Obj r) {
        Subject subject =
            new Subject(r.text("job").orElse(""), r.whole("attempt").orElse(0L).intValue());
        Digest last = r.text("last").flatMap(Digest::parse).orElse(Digest.NONE);
        open.put(
            subject,
            new Chains.Head(r.whole("count").orElse(0L), last, r.whole("index").orElse(-1L)));
      }
    }
    Digest root = form.text("root").flatMap(Digest::parse).orElse(Digest.NONE);
    return Optional.of(new Heads(form.whole("size").orElse(-1L), root, open));
  }
}
