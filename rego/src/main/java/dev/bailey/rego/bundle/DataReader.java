package dev.bailey.rego.bundle;

import dev.bailey.rego.Result;
import dev.bailey.rego.Source;
import dev.bailey.rego.value.Value;

/** Reads documents of data. */
public interface DataReader {
  Result<Value> json(Source source);

  /** YAML, if some provider of builtins knows it; an error otherwise. */
  Result<Value> yaml(Source source);
}
