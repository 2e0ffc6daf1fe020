package dev.bailey.worker.broker;

import java.util.Locale;

/** Why a connection is refused, as it is counted and as the job is told. */
public enum Refusal {
  MALFORMED(400, "the request cannot be read in exactly one way; send CONNECT NAME:PORT HTTP/1.1"),
  NOT_CONNECT(405, "only CONNECT is served; a request without TLS goes nowhere"),
  TOO_SLOW(408, "the request took too long"),
  TOO_LARGE(431, "the request is too large"),
  NOT_LISTED(403, "the job's list has no such name and port by way of the broker"),
  NO_ADDRESS(502, "the name has no address that this host can find in time"),
  INSIDE(403, "the name leads to an address to which no name may lead, and one is enough"),
  UNREACHABLE(502, "none of the name's addresses can be connected to"),
  BUDGET(403, "the budget of this destination is spent"),

  /** What follows is found after the answer 200, so the job sees the connection end. */
  NOT_TLS(400, "the connection does not begin with a TLS ClientHello"),
  NO_NAME(400, "the ClientHello does not say for which name it is"),
  HIDDEN_NAME(400, "the ClientHello has an encrypted part that may hold another name"),
  OTHER_NAME(400, "the ClientHello is for another name than CONNECT was");

  private final int status;
  private final String text;

  Refusal(int status, String text) {
    this.status = status;
    this.text = text;
  }

  /** Status code of HTTP. */
  int status() {
    return status;
  }

  /** A sentence for people. */
  public String text() {
    return text;
  }

  /** As it is recorded. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
