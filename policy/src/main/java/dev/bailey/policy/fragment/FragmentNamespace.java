package dev.bailey.policy.fragment;

import dev.bailey.policy.interpreter.Tried;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The package that a fragment declares in its first line. */
public final class FragmentNamespace {
  private static final Pattern DECLARATION =
      Pattern.compile("package +([A-Za-z_][A-Za-z0-9_]*)[ \\t\\n\\f\\r]*");

  /** Modules and documents of the platform: a package of that name would add to what is there. */
  private static final Set<String> RESERVED =
      Set.of(
          "framework",
          "api",
          "policy",
          "metadata",
          "bailey",
          "bailey_api",
          "defaultMounts",
          "privilegedMounts",
          "sandboxPrefix",
          "hugePagesPrefix",
          "plan9Prefix",
          "defaultUnprivilegedCapabilities",
          "defaultPrivilegedCapabilities");

  private FragmentNamespace() {}

  /** The namespace, if fragments may have it. */
  public static Tried<String> of(String rego) {
    int end = rego.indexOf('\n');
    String line = end < 0 ? rego : rego.substring(0, end);
    if (line.isEmpty()) {
      return Tried.failed("Fragment Rego is empty");
    }
    Matcher declaration = DECLARATION.matcher(line);
    if (!declaration.matches()) {
      return Tried.failed(
          "valid package definition required on first line, got " + GoQuoting.quoted(line));
    }
    String namespace = declaration.group(1);
    return RESERVED.contains(namespace)
        ? Tried.failed(
            "namespace \"%s\" is reserved and cannot be used for fragments".formatted(namespace))
        : Tried.done(namespace);
  }
}
