package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.policy.cose.Identities;
import dev.bailey.policy.cose.Pem;
import dev.bailey.policy.cose.TrialChain;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes what is needed for trying fragments out. */
@Command(
    name = "keygen",
    description = {
      "Make a key and certificates for trying fragments out: NAME.key and NAME.pem.",
      "The root's key is forgotten, and nobody vouches for it; print the issuer's identity."
    })
final class PolicyFragmentKeygen implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "NAME", description = "Path of the files; its end is the common name.")
  private String name = "";

  PolicyFragmentKeygen(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Path chain = Path.of(name + ".pem");
    Path key = Path.of(name + ".key");
    for (Path file : List.of(chain, key)) {
      if (Files.exists(file)) {
        throw PolicyFragment.bad(file + " is there already", "", "say another name");
      }
    }
    String common = String.valueOf(Path.of(name).getFileName());
    if (!common.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,40}")) {
      throw PolicyFragment.bad(
          "nobody can be called " + common, "A-Z a-z 0-9 . _ - and blanks, at most 41", "");
    }
    TrialChain made = TrialChain.make(common, LocalDate.now(ZoneOffset.UTC).getYear());
    save(key, Pem.text(made.key()));
    save(chain, Pem.text(made.chain()));
    context
        .terminal()
        .data(
            PolicyFragment.need(
                Identities.of(made.chain(), List.of()), "no identity came out", ""));
    return Exit.DONE;
  }

  /** New files are their owner's alone. */
  private static void save(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Saved.file(
        file,
        out -> {
          out.write(bytes);
          return bytes.length;
        });
  }
}
