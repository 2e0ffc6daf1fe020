package dev.bailey.store.secret;

import dev.bailey.job.secret.SecretVersion;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.ledger.json.JsonReader;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret as it is stored: AES-256-GCM over 32 random bytes and the value, bound to everything
 * that is said of it in clear.
 *
 * @param is which secret and which value of it
 * @param since when it was set
 * @param key id of the key
 * @param nonce 12 random bytes, new each time
 * @param sealed ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record SealedSecret(SecretVersion is, Instant since, String key, byte[] nonce, byte[] sealed) {
  /** Largest file of one, in bytes. */
  static final int MAX_BYTES = 64 << 10;

  private static final String FORM = "bailey-secret/1";
  private static final int SALT_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A value, and the random bytes that keep its version from being guessed. */
  record Plain(byte[] salt, byte[] value) {
    static Plain of(byte[] value) {
      byte[] salt = new byte[SALT_BYTES];
      RANDOM.nextBytes(salt);
      return new Plain(salt, value);
    }

    /** What the record calls this value of a secret. */
    SecretVersion version(String name, long number) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salt, "HmacSHA256"));
        mac.update(Json.object().put("name", name).put("number", number).build().canonical());
        mac.update((byte) '\n');
        return new SecretVersion(name, number, Digest.ofRaw(mac.doFinal(value)));
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("every Java platform has HMAC", missing);
      }
    }

    void forget() {
      Arrays.fill(value, (byte) 0);
      Arrays.fill(salt, (byte) 0);
    }

    @Override
    public String toString() {
      return "a secret value";
    }
  }

  static SealedSecret seal(SecretVersion is, Instant since, SecretKeys.Key key, Plain plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] both = Arrays.copyOf(plain.salt(), SALT_BYTES + plain.value().length);
    System.arraycopy(plain.value(), 0, both, SALT_BYTES, plain.value().length);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce);
      cipher.updateAAD(header(is, since, key.id()).canonical());
      return new SealedSecret(is, since, key.id(), nonce, cipher.doFinal(both));
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("a secret cannot be encrypted", broken);
    } finally {
      Arrays.fill(both, (byte) 0);
    }
  }

  /** The value; empty if it was changed, moved to another name, or needs another key. */
  Optional<Plain> open(SecretKeys.Key with) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, with, nonce);
      cipher.updateAAD(header(is, since, key).canonical());
      byte[] both = cipher.doFinal(sealed);
      Plain plain =
          new Plain(
              Arrays.copyOf(both, SALT_BYTES), Arrays.copyOfRange(both, SALT_BYTES, both.length));
      Arrays.fill(both, (byte) 0);
      return plain.version(is.name(), is.number()).equals(is)
          ? Optional.of(plain)
          : Optional.empty();
    } catch (GeneralSecurityException notIt) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKeys.Key key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  /** What is said in clear, and cannot be changed without breaking the seal. */
  private static Json.Obj header(SecretVersion is, Instant since, String key) {
    return Json.object()
        .put("form", FORM)
        .put("secret", is.json())
        .put("since", since.toString())
        .put("key", key)
        .build();
  }

  byte[] bytes() {
    Base64.Encoder base64 = Base64.getEncoder();
    return header(is, since, key)
        .with("nonce", Json.of(base64.encodeToString(nonce)))
        .with("sealed", Json.of(base64.encodeToString(sealed)))
        .canonical();
  }

  /** Reads {@link #bytes} back; empty if these are no such bytes. */
  static Optional<SealedSecret> of(byte[] bytes) {
    if (!(JsonReader.read(bytes) instanceof JsonReader.Result.Value(Json.Obj json))) {
      return Optional.empty();
    }
    try {
      SealedSecret read =
          new SealedSecret(
              SecretVersion.of(json.object("secret")),
              Instant.parse(json.text("since").orElse("")),
              json.text("key").orElse(""),
              Base64.getDecoder().decode(json.text("nonce").orElse("")),
              Base64.getDecoder().decode(json.text("sealed").orElse("")));
      boolean whole =
          read.nonce.length == NONCE_BYTES
              && read.sealed.length >= SALT_BYTES + TAG_BITS / 8
              && Arrays.equals(read.bytes(), bytes);
      return whole ? Optional.of(read) : Optional.empty();
    } catch (IllegalArgumentException
        | java.util.NoSuchElementException
        | DateTimeParseException notIt) {
      return Optional.empty();
    }
  }
}
