package dev.bailey.worker.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that makes a root file system from Debian packages, the same each time. */
final class Mmdebstrap {
  /**
   * Run at the end with the new root as first argument: takes away what came from the build host or
   * from the moment of the build. The two empty files are places to mount on.
   */
  private static final String FORGET =
      "--customize-hook=find \"$1/var/log\" \"$1/var/cache\" \"$1/var/lib/apt/lists\" -type f -delete;"
          + " rm -f \"$1/etc/machine-id\" \"$1/var/lib/dbus/machine-id\" \"$1/root/.bash_history\";"
          + " : > \"$1/etc/resolv.conf\"; : > \"$1/etc/hostname\"";

  private Mmdebstrap() {}

  /** The argument list. Every text of a recipe has passed its grammar, so none is an option. */
  static List<String> command(Recipe recipe, Path program, Path tar) {
    List<String> out = new ArrayList<>();
    out.addAll(List.of("/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
    out.add("SOURCE_DATE_EPOCH=" + recipe.epoch());
    out.add(program.toString());
    out.addAll(List.of("--verbose", "--variant=minbase", "--mode=root", "--format=tar"));
    out.add("--include=" + String.join(",", recipe.packages()));
    out.add("--aptopt=Acquire::Languages \"none\"");
    out.add("--aptopt=Acquire::Retries \"3\"");
    recipe.exclude().forEach(p -> out.add("--dpkgopt=path-exclude=" + p));
    recipe.keep().forEach(p -> out.add("--dpkgopt=path-include=" + p));
    out.add(FORGET);
    out.add(recipe.suite());
    out.add(tar.toString());
    out.addAll(recipe.mirrors());
    return List.copyOf(out);
  }
}
