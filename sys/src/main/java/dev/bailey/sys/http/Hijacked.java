package dev.bailey.sys.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A connection that carries raw bytes both ways; closing it ends both. */
public final class Hijacked implements Upgrade, AutoCloseable {
  private final Connection connection;
  private final int status;
  private final Headers headers;

  Hijacked(Connection connection, int status, Headers headers) {
    this.connection = connection;
    this.status = status;
    this.headers = headers;
  }

  /** 101, or 200 from servers that take over without saying so. */
  public int status() {
    return status;
  }

  /** Header fields as received. */
  public Headers headers() {
    return headers;
  }

  /** What the server sends, until it ends its side; there is no limit on silence. */
  public InputStream in() {
    return connection.rawInput();
  }

  /** What the server receives; every write is sent at once. */
  public OutputStream out() {
    return connection.rawOutput();
  }

  /** Tells the server that nothing more will be sent; reading goes on. */
  public void endOutput() throws IOException {
    connection.endOutput();
  }

  @Override
  public void close() {
    connection.close();
  }
}
