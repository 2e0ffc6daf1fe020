package dev.bailey.server.http;

import java.io.IOException;
import java.util.Locale;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what Jetty refuses before a route is looked for, without telling what happened inside.
 */
final class PlainErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    Problem problem =
        status < 500
            ? Problem.of(status, "bad_request", text(status), "")
            : Problem.of(status, "internal", "the agent failed", "");
    try {
      Front.problem(response, problem, "");
      callback.succeeded();
    } catch (IOException gone) {
      callback.failed(gone);
    }
    return true;
  }

  private static String text(int status) {
    String message = HttpStatus.getMessage(status);
    return message == null ? "bad request" : message.toLowerCase(Locale.ROOT);
  }
}
