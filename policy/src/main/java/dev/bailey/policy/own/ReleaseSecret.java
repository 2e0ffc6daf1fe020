package dev.bailey.policy.own;

import dev.bailey.policy.Point;
import dev.bailey.policy.Question;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hands one stored secret to one container. The value itself is in no question.
 *
 * @param containerId of the attempt that gets it, 64 hexadecimal digits
 * @param name of the secret, as it is stored and as policies list it
 * @param version what tells the stored record from an earlier or later one of that name, such as
 *     the SHA-256 of the record as it is stored; never a digest of the value, which could be
 *     guessed
 * @param delivery how the job finds it
 */
public record ReleaseSecret(String containerId, String name, String version, Delivery delivery) {
  /** How a job finds a secret. */
  public sealed interface Delivery {
    /**
     * A file.
     *
     * @param path in the container, absolute
     * @param mode its permission bits, such as {@code 0400} in octal
     * @param uid its owner, as a number in the container
     * @param gid its group, as a number in the container
     */
    record File(String path, int mode, long uid, long gid) implements Delivery {}

    /**
     * A variable of the workload's environment.
     *
     * @param variable its name
     */
    record Environment(String variable) implements Delivery {}
  }

  /** What the policy is asked. */
  public Question question() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("containerID", containerId);
    input.put("name", name);
    input.put("version", version);
    switch (delivery) {
      case Delivery.File file -> {
        input.put("delivery", "file");
        input.put("path", file.path());
        input.put("mode", "%04o".formatted(file.mode()));
        input.put("uid", file.uid());
        input.put("gid", file.gid());
      }
      case Delivery.Environment environment -> {
        input.put("delivery", "environment");
        input.put("variable", environment.variable());
      }
    }
    return new Question(Point.RELEASE_SECRET, input);
  }
}
