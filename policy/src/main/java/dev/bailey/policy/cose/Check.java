package dev.bailey.policy.cose;

import dev.bailey.policy.interpreter.Tried;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One thing that was looked at in an envelope, and what came of it.
 *
 * @param name one word
 * @param says what was found, or what is wrong
 */
public record Check(String name, Result result, String says) {
  /** What came of a check. */
  public enum Result {
    HOLDS,
    FAILS,
    /** Something before it failed, without which it cannot be looked at. */
    NOT_LOOKED_AT
  }

  /** A check of something that was tried. */
  public static <T> Check of(String name, Tried<T> tried, Function<T, String> says) {
    return switch (tried) {
      case Tried.Done<T>(T value) -> new Check(name, Result.HOLDS, says.apply(value));
      case Tried.Failed<T>(String error) -> new Check(name, Result.FAILS, error);
    };
  }

  public boolean holds() {
    return result == Result.HOLDS;
  }

  /** Looks at everything in an envelope but its content, in the order in which things depend. */
  public static List<Check> of(byte[] blob) {
    List<Check> all = new ArrayList<>();
    Tried<CoseSign1> message = CoseSign1.read(blob);
    all.add(of("form", message, m -> "COSE_Sign1, %d bytes".formatted(blob.length)));
    all.add(of("algorithm", message.then(CoseSign1::algorithm), Algorithm::name));
    all.add(of("chain", message.then(Envelope::chain), Check::names));
    Tried<Envelope> opened = Envelope.open(blob);
    all.add(of("signature", opened, e -> "made with the key of the first certificate"));
    all.add(of("issuer", opened.then(Envelope::resolve), Envelope::issuer));
    return afterFirstFailure(all);
  }

  private static String names(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getSubjectX500Principal().getName())
        .collect(Collectors.joining(" below "));
  }

  private static List<Check> afterFirstFailure(List<Check> all) {
    List<Check> told = new ArrayList<>();
    boolean failed = false;
    for (Check check : all) {
      told.add(failed ? new Check(check.name, Result.NOT_LOOKED_AT, "not looked at") : check);
      failed |= !check.holds();
    }
    return List.copyOf(told);
  }
}
