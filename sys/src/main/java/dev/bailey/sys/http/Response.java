package dev.bailey.sys.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * One response, its body still to be read. Closing it before the end of the body, from any thread,
 * aborts the exchange; closing it afterwards does nothing.
 */
public final class Response implements AutoCloseable {
  private final int status;
  private final Headers headers;
  private final InputStream body;

  Response(int status, Headers headers, InputStream body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** The status code, 200 to 999. */
  public int status() {
    return status;
  }

  /** Header fields as received. */
  public Headers headers() {
    return headers;
  }

  /** The content, decoded from chunks; ends early only with an {@link HttpFailure}. */
  public InputStream body() {
    return body;
  }

  /**
   * The whole content as UTF-8 text.
   *
   * @param limit bytes
   * @throws HttpFailure {@code TOO_LARGE} if there is more
   */
  public String text(int limit) throws IOException {
    byte[] bytes = body.readNBytes(limit);
    if (body.read() >= 0) {
      throw new HttpFailure(HttpFailure.Kind.TOO_LARGE, "body has more than " + limit + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // An aborted exchange has nothing left to report.
    }
  }
}
