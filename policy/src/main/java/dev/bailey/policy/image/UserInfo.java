package dev.bailey.policy.image;

import dev.bailey.policy.enforce.Identity;
import dev.bailey.policy.interpreter.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who a process runs as, by numbers and names.
 *
 * @param umask four octal digits or more
 */
public record UserInfo(Identity user, List<Identity> groups, String umask) {
  private static final long USUAL_UMASK = 0022;

  public UserInfo {
    groups = List.copyOf(groups);
  }

  /** Looks a user up in the accounts of a root. */
  public static Tried<UserInfo> of(ProcessUser wanted, AccountFiles accounts) {
    return new Lookup(accounts).find(wanted);
  }

  /** One search. */
  private record Lookup(AccountFiles accounts) {
    Tried<UserInfo> find(ProcessUser wanted) {
      boolean byName = !wanted.name().isEmpty();
      Tried<UserInfo> found =
          byName
              ? named(wanted.name())
                  .orSay("failed to parse user str \"%s\": ".formatted(wanted.name()))
              : numbered(wanted);
      boolean mustExist = byName || accounts.group().isPresent();
      return found
          .then(info -> more(info, wanted.groups(), mustExist))
          .map(info ->
              new UserInfo(
                  info.user, info.groups, "%04o".formatted(wanted.umask().orElse(USUAL_UMASK))));
    }

    private Tried<UserInfo> numbered(ProcessUser wanted) {
      Tried<Identity> user =
          accounts.passwd().isEmpty()
              ? Tried.done(identity(wanted.uid(), ""))
              : accounts
                  .user(one -> one.id() == wanted.uid())
                  .map(one -> identity(wanted.uid(), one.name()));
      return user.then(who ->
          group(wanted.gid(), accounts.group().isPresent())
              .map(group -> new UserInfo(who, List.of(group), "")));
    }

    private Tried<Identity> group(long gid, boolean mustExist) {
      Tried<Account> found = accounts.group(one -> one.id() == gid);
      return mustExist
          ? found.map(one -> identity(gid, one.name()))
          : Tried.done(identity(gid, found.orNothing().map(Account::name).orElse("")));
    }

    private Tried<UserInfo> more(UserInfo info, List<Long> gids, boolean mustExist) {
      List<Identity> groups = new ArrayList<>(info.groups);
      for (long gid : gids) {
        switch (group(gid, mustExist)) {
          case Tried.Done<Identity> done -> groups.add(done.value());
          case Tried.Failed<Identity> failed -> {
            return Tried.failed(failed.error());
          }
        }
      }
      return Tried.done(new UserInfo(info.user, groups, info.umask));
    }

    private Tried<UserInfo> named(String text) {
      int colon = text.indexOf(':');
      if (colon != text.lastIndexOf(':')) {
        return Tried.failed("invalid userstr: '%s'".formatted(text));
      }
      return user(colon < 0 ? text : text.substring(0, colon))
          .then(user ->
              (colon < 0 ? group(user.group(), false) : groupNamed(text.substring(colon + 1)))
                  .map(
                      group -> new UserInfo(identity(user.id(), user.name()), List.of(group), "")));
    }

    private Tried<Account> user(String name) {
      OptionalLong number = WholeNumber.of(name);
      if (number.isEmpty()) {
        return accounts
            .user(one -> one.name().equals(name))
            .then(one -> inBounds(one, "UID", one.id()))
            .orSay("failed to find user by username: " + name + ": ");
      }
      long uid = number.getAsLong();
      Account unknown = new Account("", uid, 0);
      return inBounds(
          accounts.user(one -> one.id() == uid).orNothing().orElse(unknown), "UID", uid);
    }

    private Tried<Identity> groupNamed(String name) {
      OptionalLong number = WholeNumber.of(name);
      if (number.isEmpty()) {
        return accounts
            .group(one -> one.name().equals(name))
            .then(one -> inBounds(one, "GID", one.id()))
            .orSay("failed to find group by groupname: " + name + ": ")
            .map(one -> identity(one.id(), one.name()));
      }
      return group(number.getAsLong(), false)
          .then(group -> inBounds(group, "GID", number.getAsLong()));
    }

    private static <T> Tried<T> inBounds(T found, String kind, long id) {
      Optional<String> problem = WholeNumber.problem(kind, id);
      return problem.isPresent() ? Tried.failed(problem.get()) : Tried.done(found);
    }

    private static Identity identity(long id, String name) {
      return new Identity(Long.toString(id), name);
    }
  }
}
