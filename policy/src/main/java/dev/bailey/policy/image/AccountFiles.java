package dev.bailey.policy.image;

import dev.bailey.policy.interpreter.Tried;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The users and groups that a root knows.
 *
 * @param passwd text of the file of users; empty if there is none
 * @param group text of the file of groups; empty if there is none
 */
public record AccountFiles(Optional<String> passwd, Optional<String> group) {
  /** Longer files are taken for an attack. */
  private static final long MOST_BYTES = 16 << 20;

  private static final String USERS = "etc/passwd";
  private static final String GROUPS = "etc/group";

  /** Reads the files of a root. Links in it lead to places in it, whatever they say. */
  public static Tried<AccountFiles> read(Path root) {
    return read(List.of(root));
  }

  /**
   * Reads the files of a root that is made of layers, as an overlay would show them. What is no
   * file of a reasonable size is never opened: a pipe without a writer would keep its reader for
   * ever.
   *
   * @param layers the base first
   */
  public static Tried<AccountFiles> read(List<Path> layers) {
    ImageRoot root = new ImageRoot(layers.reversed());
    return text(root, USERS)
        .then(passwd -> text(root, GROUPS).map(group -> new AccountFiles(passwd, group)));
  }

  private static Tried<Optional<String>> text(ImageRoot root, String name) {
    return RootedPath.resolve(root, name)
        .then(found -> {
          if (found.isEmpty()) {
            return Tried.done(Optional.empty());
          }
          Path file = found.get();
          try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) > MOST_BYTES) {
              return Tried.failed("/" + name + " is not a file of a reasonable size");
            }
            return Tried.done(
                Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
          } catch (IOException e) {
            return Tried.failed("cannot read /" + name + ": " + e.getMessage());
          }
        });
  }

  /** The only user of a kind. */
  Tried<Account> user(Predicate<Account> wanted) {
    return only(passwd, USERS, "user", wanted);
  }

  /** The only group of a kind. */
  Tried<Account> group(Predicate<Account> wanted) {
    return only(group, GROUPS, "group", wanted);
  }

  private static Tried<Account> only(
      Optional<String> file, String name, String kind, Predicate<Account> wanted) {
    if (file.isEmpty()) {
      return Tried.failed("open <root>/" + name + ": no such file or directory");
    }
    List<Account> found = Account.all(file.get()).stream().filter(wanted).toList();
    return found.size() == 1
        ? Tried.done(found.getFirst())
        : Tried.failed("expected exactly 1 %s matched '%d'".formatted(kind, found.size()));
  }
}
