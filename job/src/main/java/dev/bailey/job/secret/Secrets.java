package dev.bailey.job.secret;

/** The values that the owner has stored, for those who hold the permit to release one. */
public interface Secrets {
  /** No secrets at all. */
  Secrets NONE =
      new Secrets() {
        @Override
        public Found find(String name) {
          return new Found.Not("there are no secrets here");
        }

        @Override
        public Opened open(SecretVersion wanted) {
          return new Opened.Not("there are no secrets here");
        }
      };

  /** The present version of a secret. */
  Found find(String name);

  /** What looking for a secret brought. */
  sealed interface Found {
    /** There is one of that name. */
    record Version(SecretVersion version) implements Found {}

    /** There is none that could be used. */
    record Not(String reason) implements Found {}
  }

  /** The value of exactly this version. */
  Opened open(SecretVersion wanted);

  /** What opening a secret brought. */
  sealed interface Opened {
    /**
     * The value.
     *
     * @param bytes the caller's own copy, to be overwritten after use
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Value(byte[] bytes) implements Opened {
      @Override
      public String toString() {
        return "a secret value";
      }
    }

    /** It cannot be had, or is another version by now. */
    record Not(String reason) implements Opened {}
  }
}
