package dev.bailey.cli.command;

import dev.bailey.cli.Exit;
import dev.bailey.policy.cose.Identities;
import dev.bailey.policy.cose.Pem;
import dev.bailey.policy.cose.Signing;
import dev.bailey.policy.enforce.FragmentFacts;
import dev.bailey.policy.fragment.FragmentShelf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a piece of policy. */
@Command(
    name = "sign",
    description = "Sign a fragment: a COSE_Sign1 envelope with a chain of certificates.")
final class PolicyFragmentSign implements Callable<Integer> {
  private final Context context;

  @Parameters(paramLabel = "FILE", description = "The fragment's Rego.")
  private String file = "";

  @Option(
      names = "--chain",
      required = true,
      paramLabel = "FILE",
      description = "Certificates in PEM, leaf first, root last; at least two.")
  private String chain = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The leaf's private key in PEM (PKCS #8).")
  private String key = "";

  @Option(names = "--feed", required = true, description = "What it is about, as importers say it.")
  private String feed = "";

  @Option(
      names = "--svn",
      paramLabel = "NUMBER",
      description = "The security version that the envelope states; the text may state it instead.")
  private @Nullable Long svn;

  @Option(
      names = "--issuer",
      paramLabel = "TERM",
      description =
          "What tells the leaf apart: subject:CN:Team, san:dns:host, eku:1.2.3; may be repeated."
              + " Its common name if not given.")
  private List<String> issuer = List.of();

  @Option(
      names = "--content-type",
      defaultValue = "application/unknown+rego",
      description = "Stated in the envelope; ${DEFAULT-VALUE} if not given.")
  private String contentType = "";

  @Option(
      names = "--trust-list",
      description = "FILE is the CBOR of a list of trusted ledgers, and no fragment.")
  private boolean trustList;

  @Option(names = "-o", paramLabel = "FILE", description = "FILE.cose if not given.")
  private String to = "";

  PolicyFragmentSign(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    byte[] payload = PolicyFragment.bytes(file);
    OptionalLong version = svn == null ? OptionalLong.empty() : OptionalLong.of(svn);
    if (!trustList) {
      usable(payload, version);
    }
    List<X509Certificate> certificates =
        PolicyFragment.need(
            Pem.chain(PolicyFragment.text(chain)), "no chain to sign with in " + chain, "");
    PrivateKey secret =
        PolicyFragment.need(Pem.key(PolicyFragment.text(key)), "no key to sign with in " + key, "");
    String did =
        PolicyFragment.need(
            Identities.of(certificates, issuer),
            "nobody would take this chain for the issuer",
            "the leaf comes first and the root last; openssl x509 -text shows a certificate");
    Signing signing = new Signing(certificates, secret, did, feed, version, contentType);
    byte[] envelope =
        PolicyFragment.need(
            signing.sign(
                trustList ? FragmentShelf.Kind.TRUST_LIST : FragmentShelf.Kind.FRAGMENT, payload),
            "not signed",
            "");
    Saved.file(
        Path.of(to.isEmpty() ? file + ".cose" : to),
        out -> {
          out.write(envelope);
          return envelope.length;
        });
    context.terminal().data(did);
    return Exit.DONE;
  }

  private void usable(byte[] payload, OptionalLong version) {
    String hint = "nothing was signed";
    try {
      String rego = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      PolicyFragment.need(
          FragmentFacts.of(rego).then(facts -> facts.version(version)),
          file + " cannot be loaded by any policy",
          hint);
    } catch (CharacterCodingException e) {
      throw PolicyFragment.bad(file + " is not UTF-8", "", hint);
    }
  }
}
