package dev.bailey.job.secret;

/**
 * One form of a piece of a secret, without blanks.
 *
 * @param bytes at least {@link PatternTable#WINDOW} of them
 * @param before the sign of base64 before them tells something of the piece, too
 * @param after the sign of base64 after them tells something of the piece, too
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are not changed.
record Pattern(byte[] bytes, boolean before, boolean after) {}
