package dev.bailey.job.gate;

import dev.bailey.job.secret.SecretVersion;
import dev.bailey.ledger.Digest;
import dev.bailey.ledger.json.Json;
import dev.bailey.policy.Question;
import java.util.List;
import java.util.Locale;

/** Something done to the node that all its jobs share. */
public sealed interface NodeAction extends Action {
  /**
   * Brings an image into the host's image store.
   *
   * @param reference a registry reference
   * @param digest the manifest digest that must arrive
   */
  record PullImage(String reference, Digest digest) implements NodeAction {
    @Override
    public String name() {
      return "pull_image";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("reference", reference)
          .put("digest", digest.hex())
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.pullImage(reference, digest));
    }
  }

  /**
   * Runs a program on the host itself, such as an image build.
   *
   * @param purpose for people, such as {@code build image python-sklearn}
   * @param command the argument list; the first is an absolute path
   */
  record RunHostProgram(String purpose, List<String> command) implements NodeAction {
    public RunHostProgram {
      command = List.copyOf(command);
    }

    @Override
    public String name() {
      return "run_host_program";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("purpose", purpose)
          .put("command", Json.strings(command))
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.execExternal(command));
    }
  }

  /**
   * Puts another policy in force.
   *
   * @param policy its name
   * @param document SHA-256 of its text
   * @param signer id of the trusted key that signed it
   */
  record ChangePolicy(String policy, Digest document, String signer) implements NodeAction {
    @Override
    public String name() {
      return "change_policy";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("policy", policy)
          .put("sha256", document.hex())
          .put("signer", signer)
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.changePolicy(policy, document, signer));
    }
  }

  /**
   * Sets or removes a secret of the owner, or changes the key that all are encrypted under.
   *
   * @param secret its name; empty for the key
   * @param number of the value among those the name has had; 0 for the key
   * @param version of the value, which it cannot be guessed from; for the key its id
   */
  record ChangeSecret(Change change, String secret, long number, String version)
      implements NodeAction {
    /** What is done. */
    public enum Change {
      SET,
      REMOVE,
      ROTATE_KEY;

      String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Stores a value. */
    public static ChangeSecret set(SecretVersion secret) {
      return of(Change.SET, secret);
    }

    /** Removes a value. */
    public static ChangeSecret remove(SecretVersion secret) {
      return of(Change.REMOVE, secret);
    }

    /** Encrypts all values under another key. */
    public static ChangeSecret rotate(String key) {
      return new ChangeSecret(Change.ROTATE_KEY, "", 0, key);
    }

    private static ChangeSecret of(Change change, SecretVersion secret) {
      return new ChangeSecret(change, secret.name(), secret.number(), secret.version().hex());
    }

    @Override
    public String name() {
      return "change_secret";
    }

    @Override
    public Json.Obj json() {
      return Json.object()
          .put("type", name())
          .put("change", change.wireName())
          .put("name", secret)
          .put("number", number)
          .put("version", version)
          .build();
    }

    @Override
    public List<Question> questions() {
      return List.of(Questions.changeSecret(this));
    }
  }
}
