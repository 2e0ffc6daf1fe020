package dev.bailey.dist.bench;

import dev.bailey.cli.client.AgentClient;
import dev.bailey.cli.client.Following;
import dev.bailey.cli.client.Launcher;
import dev.bailey.ledger.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One job that does nothing, from its submission to the last event of its attempt. */
final class NoOpJob implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1e6;

  private static final String SPEC =
      """
      name: noop
      image: %s
      command: [/bin/true]
      workdir: /tmp
      resources:
        cpu: 1
        memory: 256MiB
        pids: 64
        shm: 8MiB
        tmp: 16MiB
        disk: 64MiB
      """
          .formatted(TinyImage.NAME);

  private final AgentClient client;
  private final Path directory;

  /**
   * @param more lines of its job file
   */
  NoOpJob(Yard yard, Path directory, String more) throws IOException {
    this.client = new AgentClient(yard.home(), new Launcher(yard.home(), Map.of()));
    this.directory = Files.createDirectories(directory);
    Files.writeString(directory.resolve("job.yaml"), SPEC + more);
  }

  /**
   * Milliseconds from submission until the stream of the attempt's log ends, which it does when the
   * attempt is closed: everything is recorded, stated and cleaned up by then.
   */
  double millis() {
    long begin = System.nanoTime();
    String id =
        client
            .post("/v1/jobs", Json.object().put("directory", directory.toString()).build())
            .text("id")
            .orElseThrow();
    Json.Obj end = new Following(client, id, 1, true).run(new Unwatched());
    double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    if (!end.text("state").orElse("").equals("succeeded") || !end.bool("closed").orElse(false)) {
      throw new IllegalStateException(id + " ended as " + end);
    }
    return millis;
  }

  /** Events of the node's record so far. */
  long events() {
    return client.get("/v1/audit").whole("size").orElseThrow();
  }

  @Override
  public void close() {
    client.close();
  }

  private record Unwatched() implements Following.Watcher {
    @Override
    public void line(Json.Obj line) {}

    @Override
    public void state(Json.Obj state) {}
  }
}
