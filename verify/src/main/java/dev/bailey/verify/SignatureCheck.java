package dev.bailey.verify;

import java.security.PublicKey;

/** Decides whether a signature is valid; always the same answer to the same question. */
interface SignatureCheck {
  boolean verifies(PublicKey key, byte[] message, byte[] signature);
}
