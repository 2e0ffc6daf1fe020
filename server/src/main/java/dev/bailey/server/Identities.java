package dev.bailey.server;

import dev.bailey.store.Store;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

/** Gives each job an identity that no job of this node ever had. */
final class Identities {
  /** Base 32 without i, l, o and u, which people mistake for others. */
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int SHORT = 4;
  private static final int LONG = 8;
  private static final int TRIES = 16;

  private final Store store;
  private final SecureRandom random = new SecureRandom();
  private final Set<String> given = new HashSet<>();

  Identities(Store store) {
    this.store = store;
  }

  /** A name with four random digits; with eight where those are used up. */
  synchronized String next(String name) {
    for (int i = 0; i < TRIES; i++) {
      String id = name + "-" + digits(SHORT);
      if (!store.taken(id) && given.add(id)) {
        return id;
      }
    }
    String id = name + "-" + digits(LONG);
    while (store.taken(id) || !given.add(id)) {
      id = name + "-" + digits(LONG);
    }
    return id;
  }

  private String digits(int count) {
    StringBuilder out = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      out.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return out.toString();
  }
}
