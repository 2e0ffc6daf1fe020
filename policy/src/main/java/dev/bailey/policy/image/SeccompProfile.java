package dev.bailey.policy.image;

import dev.bailey.policy.image.SeccompShape.Field;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.policy.options.PolicyDigest;
import dev.bailey.rego.value.Json;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The profile of system calls of a container, in the one form that is measured. */
public final class SeccompProfile {
  private static final String NUMBER_32 = "4294967295";
  private static final String NUMBER_64 = "18446744073709551615";

  private static final SeccompShape ARGUMENT =
      new SeccompShape.Table(
          List.of(
              Field.kept("index", new SeccompShape.Whole(NUMBER_64)),
              Field.kept("value", new SeccompShape.Whole(NUMBER_64)),
              Field.ofUse("valueTwo", new SeccompShape.Whole(NUMBER_64)),
              Field.kept("op", new SeccompShape.Text())));
  private static final SeccompShape SYSTEM_CALL =
      new SeccompShape.Table(
          List.of(
              Field.kept("names", new SeccompShape.Items(new SeccompShape.Text())),
              Field.kept("action", new SeccompShape.Text()),
              Field.stated("errnoRet", new SeccompShape.Whole(NUMBER_32)),
              Field.ofUse("args", new SeccompShape.Items(ARGUMENT))));
  private static final SeccompShape PROFILE =
      new SeccompShape.Table(
          List.of(
              Field.kept("defaultAction", new SeccompShape.Text()),
              Field.stated("defaultErrnoRet", new SeccompShape.Whole(NUMBER_32)),
              Field.ofUse("architectures", new SeccompShape.Items(new SeccompShape.Text())),
              Field.ofUse("flags", new SeccompShape.Items(new SeccompShape.Text())),
              Field.ofUse("listenerPath", new SeccompShape.Text()),
              Field.ofUse("listenerMetadata", new SeccompShape.Text()),
              Field.ofUse("syscalls", new SeccompShape.Items(SYSTEM_CALL))));

  private SeccompProfile() {}

  /** What a profile is measured by: SHA-256 in hexadecimal digits; empty for no profile. */
  public static Tried<String> measure(String json) {
    return canonical(json)
        .map(text ->
            text.isEmpty() ? "" : PolicyDigest.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A profile with what counts of it, in order and without blanks.
   *
   * @return empty for {@code null}, which is no profile
   */
  public static Tried<String> canonical(String json) {
    return switch (Json.read(json)) {
      case Json.Read.Malformed bad -> Tried.failed(bad.toString());
      case Json.Read.Ok ok when ok.value() instanceof RegoNull -> Tried.done("");
      case Json.Read.Ok ok -> {
        StringBuilder out = new StringBuilder();
        yield PROFILE.write(ok.value(), out).map(written -> out.toString());
      }
    };
  }

  /** A text as JSON that can stand in a page. */
  static String quoted(String text) {
    return Json.writeEscaped(RegoString.of(text));
  }
}
