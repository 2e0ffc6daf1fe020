package dev.bailey.dist.attack;

/** A wall that can be left out, to see that the attack on it is one. */
enum Wall {
  /** Every wall stands. */
  NONE("no wall"),

  /** What is not listed is dropped, inside. */
  DEFAULT("what is not listed is dropped"),

  /** Blocked subnets win over the list. */
  BLOCKED("blocked subnets win"),

  /** Wide subnets do not contain private, metadata and other special addresses. */
  SPECIAL("special addresses only if listed themselves"),

  /** A job comes with its own address and no other. */
  SOURCE("its own address only"),

  /** On the host: jobs do not reach each other. */
  NEIGHBOUR("jobs do not reach each other"),

  /** On the host: jobs do not reach its services. */
  SERVICE("jobs do not reach services of the host"),

  /** Nobody comes to a job, inside and on the host. */
  INBOUND("nobody comes in uninvited"),

  /** The rules are there before the container is. */
  BEFORE("rules before the container"),

  /** The job has a network namespace of its own. */
  NAMESPACE("a network namespace of its own"),

  /** Secrets are in memory and on no disk. */
  MEMORY("secrets in memory only"),

  /** Secrets go with the container. */
  REMOVAL("secrets go with their container"),

  /** What jobs write is encrypted on the disk. */
  ENCRYPTION("scratch encrypted on its disk"),

  /** A job's files have the room that it asked for and no more. */
  ROOM("a volume of its own size"),

  /** A budget ends the connection. */
  BUDGET("budgets"),

  /** The broker leads to names of the list only. */
  LISTED("names of the list only"),

  /** The broker passes nothing on whose ClientHello is for another name. */
  HELLO("the name in the ClientHello"),

  /** The broker leads to no special address. */
  LEADS("no name leads inside"),

  /** Walls are compared with the decision before the first instruction. */
  READBACK("walls are read back");

  private final String text;

  Wall(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
