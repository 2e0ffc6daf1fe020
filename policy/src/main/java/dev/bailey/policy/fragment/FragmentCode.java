package dev.bailey.policy.fragment;

import dev.bailey.rego.value.RegoObject;

/** A fragment as it is compiled: its own text, and below it the parameters it is loaded with. */
public final class FragmentCode {
  private FragmentCode() {}

  /**
   * The text with a function {@code parameter(name)}: the parameter of that name, or the default
   * that the fragment states for it in {@code parameters_api}.
   */
  public static String with(String rego, String namespace, RegoObject parameters) {
    return rego
        + """

        __fragment_parameters := %s

        parameter(name) := __fragment_parameters[name] if {
        \tname in object.keys(__fragment_parameters)
        } else := data.%s.parameters_api[name]["default"]
        """
            .formatted(parameters.toJson(), namespace);
  }
}
