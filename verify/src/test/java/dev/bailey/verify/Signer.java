package dev.bailey.verify;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A node's or witness's key pair, made from a seed so that test files are the same every time. */
final class Signer {
  final String name;
  final String hash;
  final String line;
  private final PrivateKey key;

  Signer(String name, long seed) {
    this.name = name;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seeded(seed));
      KeyPair pair = generator.generateKeyPair();
      key = pair.getPrivate();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
      byte[] typed = new byte[33];
      typed[0] = 1;
      System.arraycopy(raw, 0, typed, 1, 32);
      hash = HexFormat.of().formatHex(Js.raw(Js.utf8(name + "\n"), typed), 0, 4);
      line = id() + "+" + Base64.getEncoder().encodeToString(typed);
    } catch (GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
  }

  String id() {
    return name + "+" + hash;
  }

  Key trusted(String source) {
    return Key.parse(line, source).orElseThrow();
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException broken) {
      throw new AssertionError(broken);
    }
  }

  String noteLine(String text) {
    byte[] signature = sign(Js.utf8(text));
    byte[] all = Arrays.copyOf(HexFormat.of().parseHex(hash), 4 + signature.length);
    System.arraycopy(signature, 0, all, 4, signature.length);
    return "— " + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
  }

  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final java.util.Random random;

    Seeded(long seed) {
      random = new java.util.Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}
