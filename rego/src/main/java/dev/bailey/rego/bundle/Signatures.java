package dev.bailey.rego.bundle;

import dev.bailey.rego.Limits;
import dev.bailey.rego.Source;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Checks that a bundle holds exactly the files that its signature lists: a JSON Web Token whose
 * payload names each file with a digest of its bytes; of JSON and YAML documents, of their content
 * as JSON with ordered keys and without spaces.
 */
final class Signatures {
  private static final Set<String> DIGESTS =
      Set.of("SHA-256", "SHA-384", "SHA-512", "SHA-512/256", "SHA-512/224", "SHA-224");

  private final String bundle;
  private final Limits limits;
  private final DataReader reader;

  Signatures(String bundle, Limits limits, DataReader reader) {
    this.bundle = bundle;
    this.limits = limits;
    this.reader = reader;
  }

  void verify(SortedMap<String, byte[]> files, String signatures, List<VerificationKey> keys)
      throws Unreadable {
    byte[] list = files.get(signatures);
    if (list == null) {
      throw new Unreadable(bundle, "verification is wanted and there is no .signatures.json");
    }
    RegoObject payload = payload(token(list), keys);
    if (!(payload.get("files") instanceof RegoArray listed)) {
      throw new Unreadable(bundle, "the signature lists no files");
    }
    Set<String> signed = new HashSet<>();
    for (Value entry : listed) {
      signed.add(check(entry, files));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (!file.getKey().equals(signatures) && !signed.contains(file.getKey())) {
        throw new Unreadable(bundle, "file " + file.getKey() + " not included in bundle signature");
      }
    }
  }

  private String token(byte[] list) throws Unreadable {
    Value document = document(".signatures.json", list);
    if (document instanceof RegoObject o
        && o.get("signatures") instanceof RegoArray tokens
        && tokens.size() == 1
        && tokens.at(0) instanceof RegoString token) {
      return token.text();
    }
    throw new Unreadable(bundle, ".signatures.json: one signature is wanted");
  }

  private RegoObject payload(String token, List<VerificationKey> keys) throws Unreadable {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new Unreadable(bundle, "the signature is not a JSON Web Token");
    }
    RegoObject header = object(base64(parts[0]));
    RegoObject payload = object(base64(parts[1]));
    String id = text(header, "kid").isEmpty() ? text(payload, "keyid") : text(header, "kid");
    byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    byte[] signature = base64(parts[2]);
    for (VerificationKey key : keys) {
      boolean named = id.isEmpty() || key.id().isEmpty() || id.equals(key.id());
      boolean scoped = key.scope().isEmpty() || key.scope().equals(text(payload, "scope"));
      if (named
          && scoped
          && key.algorithm().equals(text(header, "alg"))
          && SignatureCheck.holds(key, signed, signature)) {
        return payload;
      }
    }
    throw new Unreadable(bundle, "the signature is of none of the keys that are trusted");
  }

  /** The path of a listed file, whose content is the one that was signed. */
  private String check(Value entry, SortedMap<String, byte[]> files) throws Unreadable {
    if (!(entry instanceof RegoObject o)) {
      throw new Unreadable(bundle, "the signature's list of files is broken");
    }
    String path = Paths.inside(bundle, text(o, "name"));
    byte[] content = files.get(path);
    if (content == null) {
      throw new Unreadable(bundle, "file " + path + " is signed and missing");
    }
    String got = digest(text(o, "algorithm"), structured(path, content));
    if (!got.equals(text(o, "hash"))) {
      throw new Unreadable(
          bundle, path + ": digest mismatch (want: %s, got: %s)".formatted(text(o, "hash"), got));
    }
    return path;
  }

  private byte[] structured(String path, byte[] content) throws Unreadable {
    String last = Paths.last(path);
    boolean document =
        last.endsWith(".json")
            || last.endsWith(".yaml")
            || last.endsWith(".yml")
            || last.equals(".manifest");
    return document ? document(path, content).toJson().getBytes(StandardCharsets.UTF_8) : content;
  }

  private String digest(String algorithm, byte[] content) throws Unreadable {
    if (!DIGESTS.contains(algorithm)) {
      throw new Unreadable(bundle, "unknown or weak digest in the signature: " + algorithm);
    }
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new Unreadable(bundle, "no digest " + algorithm + " on this platform");
    }
  }

  private Value document(String path, byte[] content) throws Unreadable {
    Source source = Unreadable.unwrap(Texts.source(path, content, limits));
    boolean yaml = path.endsWith(".yaml") || path.endsWith(".yml");
    return Unreadable.unwrap(yaml ? reader.yaml(source) : reader.json(source));
  }

  private RegoObject object(byte[] json) throws Unreadable {
    if (document("signature", json) instanceof RegoObject o) {
      return o;
    }
    throw new Unreadable(bundle, "the signature is not a JSON Web Token");
  }

  private byte[] base64(String text) throws Unreadable {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException wrong) {
      throw new Unreadable(bundle, "the signature is not a JSON Web Token");
    }
  }

  private static String text(RegoObject o, String key) {
    return o.get(key) instanceof RegoString s ? s.text() : "";
  }
}
