package dev.bailey.server.http;

import dev.bailey.job.run.Runner;
import dev.bailey.ledger.json.Json;
import dev.bailey.server.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * One command in a running container.
 *
 * @param node where the job runs
 * @param job its identity
 * @param command argument list
 */
record ExecSession(Node node, String job, List<String> command) {
  ExecSession {
    command = List.copyOf(command);
  }

  /** Runs it over frames; blocks until it has ended or the client is gone. */
  void run(InputStream in, OutputStream out) throws IOException {
    FrameWriter writer = new FrameWriter(out);
    Runner.ExecResult result =
        node.exec(
            job,
            command,
            new FrameInput(in),
            writer.stream(Frame.STDOUT),
            writer.stream(Frame.STDERR));
    Json.Obj end =
        switch (result) {
          case Runner.ExecResult.Ended ended ->
              Json.object().put("exit_code", ended.code()).build();
          case Runner.ExecResult.NotRun not ->
              Json.object().put("not_run", not.reason()).put("denied", not.denied()).build();
        };
    writer.write(Frame.END, end.canonical());
  }
}
