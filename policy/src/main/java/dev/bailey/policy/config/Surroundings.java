package dev.bailey.policy.config;

import dev.bailey.policy.enforce.OperatingSystem;
import dev.bailey.policy.interpreter.Tried;

/** What a configuration refers to. */
public interface Surroundings {
  /** An image by its name. */
  Tried<ImageInfo> image(String name, Credentials credentials, OperatingSystem system);

  /** A file's text. */
  Tried<String> file(String path);
}
