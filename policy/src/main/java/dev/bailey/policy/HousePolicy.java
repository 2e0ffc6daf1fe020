package dev.bailey.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The policy in force where its owner has not signed another: admits a job that keeps to the floor.
 * Its document states the rules; {@link HouseEnforcer} carries them out.
 */
public final class HousePolicy implements Policy {
  private final String document;
  private final String digest;

  public HousePolicy() {
    document = read();
    digest = sha256(document);
  }

  @Override
  public String name() {
    return "house";
  }

  @Override
  public String document() {
    return document;
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public Enforcer enforcer() {
    return new HouseEnforcer();
  }

  static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  private static String read() {
    try (InputStream in = HousePolicy.class.getResourceAsStream("house.txt")) {
      if (in == null) {
        throw new IllegalStateException("the house policy is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
