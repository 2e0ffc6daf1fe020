package dev.bailey.scan.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values that are given to something whose name says that it is secret. */
final class Assignments {
  private static final Pattern PASSWORD =
      Pattern.compile("(?:^|_)(?:password|passwd|pwd|passphrase|pass|pw)(?:_?[0-9])?$");

  private static final Pattern KEY =
      Pattern.compile(
          "(?:^|_)(?:secret|token|credentials?|api_?key|access_?key|secret_?key|private_?key"
              + "|auth_?key|encryption_?key|signing_?key|master_?key|account_?key|client_?secret"
              + "|apikey|authorization|key)(?:_?(?:id|value|[0-9]))?$");

  /** Names of the sort above that are not. */
  private static final Pattern OTHER =
      Pattern.compile(
          "(?:^|_)(?:public|foreign|primary|cache|sort|partition|row|group|index|dict|map|pad|eos|bos|unk"
              + "|sep|cls|mask|special|stop|start|end|next|page|csrf|commit|hash|digest|checksum)_"
              + "(?:token|key)(?:_?id)?$|key_?id$|token_?id$");

  private static final Pattern HEX =
      Pattern.compile("(?:[0-9a-f]{2}){16,64}|(?:[0-9A-F]{2}){16,64}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/=_.~-]{12,500}");
  private static final int LEAST_PASSWORD = 4;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_VALUE = 200;
  private static final int BLANKS = 10;

  private Assignments() {}

  /**
   * What a line gives away.
   *
   * @param settings whether values stand without quotes, as in files of settings
   */
  static Optional<SecretKind> in(String line, boolean settings) {
    for (int i = 1; i < line.length() - 1; i++) {
      char c = line.charAt(i);
      if (c == '=' || c == ':') {
        Optional<SecretKind> kind = at(line, i, settings);
        if (kind.isPresent()) {
          return kind;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether something of that name is a secret, as names go. */
  static boolean isSecret(String written) {
    String name = name(written);
    return (PASSWORD.matcher(name).find() || KEY.matcher(name).find())
        && !OTHER.matcher(name).find();
  }

  /** An assignment whose sign is here: name before, value after. */
  private static Optional<SecretKind> at(String line, int sign, boolean settings) {
    int end = sign;
    while (end > 0 && sign - end < BLANKS && " :\"'\\".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    int begin = end;
    while (begin > 0 && end - begin <= LONGEST_NAME && isName(line.charAt(begin - 1))) {
      begin--;
    }
    String name = name(line.substring(begin, end));
    boolean password = PASSWORD.matcher(name).find();
    if ((!password && !KEY.matcher(name).find()) || OTHER.matcher(name).find()) {
      return Optional.empty();
    }
    int at = line.charAt(sign + 1) == '>' ? sign + 2 : sign + 1;
    while (at < line.length() && at - sign < BLANKS && line.charAt(at) == ' ') {
      at++;
    }
    return judge(password, value(line, at), settings);
  }

  /**
   * A value.
   *
   * @param quoted whether it stood in quotes
   */
  private record Value(String text, boolean quoted) {}

  private static Value value(String line, int from) {
    int at = from;
    while (at < line.length() && at - from < 3 && "rbuf\\".indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    if (at < line.length() && (line.charAt(at) == '"' || line.charAt(at) == '\'')) {
      return new Value(until(line, at + 1, "\\" + line.charAt(at)), true);
    }
    return new Value(until(line, from, " \t\"'#,;(){}[]\\"), false);
  }

  private static String until(String line, int from, String ends) {
    int at = from;
    while (at < line.length() && at - from < LONGEST_VALUE && ends.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return line.substring(Math.min(from, at), at).strip();
  }

  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  /**
   * Lower case with underscores, so that {@code apiKey}, {@code api-key} and {@code API_KEY} agree.
   */
  private static String name(String written) {
    return written
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replace('-', '_')
        .replace('.', '_')
        .toLowerCase(Locale.ROOT);
  }

  private static Optional<SecretKind> judge(boolean password, Value value, boolean settings) {
    String text = value.text();
    boolean sure = HEX.matcher(text).matches() || UUID.matcher(text).matches();
    boolean telling = password ? isPassword(text) : sure || secretive(text);
    if (!telling || (!value.quoted() && !settings && !sure) || Placeholders.is(text)) {
      return Optional.empty();
    }
    return Optional.of(password ? SecretKind.PASSWORD : SecretKind.KEY_MATERIAL);
  }

  private static boolean isPassword(String text) {
    return text.length() >= LEAST_PASSWORD && text.indexOf(' ') < 0;
  }

  /** A long word of letters and digits that is no name. */
  private static boolean secretive(String value) {
    long digits = value.chars().filter(Character::isDigit).count();
    long letters = value.chars().filter(Character::isLetter).count();
    return WORD.matcher(value).matches() && digits >= 3 && letters >= 3 && !value.contains("..");
  }
}
