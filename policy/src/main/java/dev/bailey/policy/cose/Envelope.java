package dev.bailey.policy.cose;

import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.Receipt;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.interpreter.Tried;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A signed statement whose signature is that of the leaf of a chain that holds together. Whether
 * the chain is that of the issuer it names is for {@link #resolve} to say.
 *
 * @param issuer who it says it is from; empty if it does not say
 * @param feed what it says it is about; empty if it does not say
 * @param contentType empty unless it is a text
 * @param svn what it says about its security version; empty if it says nothing
 * @param chain leaf first
 * @param receipts not checked
 */
public record Envelope(
    String issuer,
    String feed,
    String contentType,
    Optional<Cbor> svn,
    List<X509Certificate> chain,
    List<Receipt> receipts,
    Bytes payload) {

  static final int CLAIM_ISSUER = 1;
  static final int CLAIM_SUBJECT = 2;
  static final String CLAIM_VERSION = "svn";

  public Envelope {
    chain = List.copyOf(chain);
    receipts = List.copyOf(receipts);
  }

  /** Reads an envelope and verifies its chain and its signature. */
  public static Tried<Envelope> open(byte[] blob) {
    return CoseSign1.read(blob).then(Envelope::verified);
  }

  private static Tried<Envelope> verified(CoseSign1 message) {
    Optional<Bytes> payload = message.payload();
    if (payload.isEmpty()) {
      return Tried.failed("payload missing");
    }
    Optional<Cbor> claims = message.header().find(Headers.CLAIMS);
    if (claims.isPresent() && !(claims.get() instanceof Cbor.Entries)) {
      return Tried.failed("CWT claims are not a map");
    }
    return message
        .algorithm()
        .then(algorithm ->
            chain(message)
                .then(chain ->
                    algorithm.verifies(
                            chain.getFirst().getPublicKey(),
                            message.signed(payload.get()),
                            message.signature())
                        ? Tried.done(chain)
                        : Tried.failed("verification error")))
        .then(chain ->
            CcfReceipt.of(message).map(receipts -> of(message, chain, receipts, payload.get())));
  }

  /** The chain of a message, if it holds together. */
  static Tried<List<X509Certificate>> chain(CoseSign1 message) {
    return Certificates.of(message.header()).then(Envelope::whole);
  }

  private static Tried<List<X509Certificate>> whole(List<X509Certificate> chain) {
    return chain.size() == 1 ? Tried.done(chain) : TrustPaths.of(chain).map(paths -> chain);
  }

  private static Envelope of(
      CoseSign1 message, List<X509Certificate> chain, List<Receipt> receipts, Bytes payload) {
    Cbor.Entries header = message.header();
    Optional<Cbor.Entries> claims =
        header
            .find(Headers.CLAIMS)
            .flatMap(item -> item instanceof Cbor.Entries e ? Optional.of(e) : Optional.empty());
    return new Envelope(
        claims.isPresent()
            ? claims.get().text(CLAIM_ISSUER).orElse("")
            : header.text("iss").orElse(""),
        claims.isPresent()
            ? claims.get().text(CLAIM_SUBJECT).orElse("")
            : header.text("feed").orElse(""),
        header.text(Headers.CONTENT_TYPE).orElse(""),
        claims.flatMap(all -> all.find(CLAIM_VERSION)),
        chain,
        receipts,
        payload);
  }

  /** The envelope, if its issuer and feed are named and the chain is the issuer's. */
  public Tried<Envelope> resolve() {
    if (issuer.isEmpty() || feed.isEmpty()) {
      return Tried.failed(
          "either issuer and feed must both be provided in the COSE_Sign1 protected header");
    }
    return DidX509.resolve(issuer, chain).orSay("failed to resolve DID: ").map(did -> this);
  }

  /** The security version as a number, if one is stated. */
  public Tried<OptionalLong> version() {
    String prefix = "SVN present in CWT claims, but failed to convert it to int64: ";
    if (svn.isEmpty()) {
      return Tried.done(OptionalLong.empty());
    }
    if (!(svn.get() instanceof Cbor.Whole number)) {
      return Tried.failed(prefix + "expected integer type, got " + svn.get().kind());
    }
    return number.value().bitLength() < Long.SIZE
        ? Tried.done(OptionalLong.of(number.value().longValue()))
        : Tried.failed(prefix + "%s is out of range".formatted(number.value()));
  }

  /** Opens an envelope that must hold a piece of this kind, from the issuer that it names. */
  public static Tried<SignedPiece> piece(FragmentShelf.Kind kind, byte[] blob) {
    Tried<Envelope> opened = open(blob).then(Envelope::resolve);
    return switch (kind) {
      case FRAGMENT -> opened.then(Envelope::fragment).map(piece -> piece);
      case TRUST_LIST -> opened.then(Envelope::trustList).map(piece -> piece);
    };
  }

  /** The envelope's content as a fragment. */
  public Tried<SignedFragment> fragment() {
    return version()
        .then(version ->
            Rego.text(payload)
                .map(rego -> new SignedFragment(issuer, feed, version, rego, receipts)));
  }

  /** The envelope's content as a list of trusted ledgers. */
  public Tried<TrustList> trustList() {
    return version()
        .then(version ->
            version.isEmpty()
                ? Tried.failed("transparency trust list is missing an SVN in its CWT claims")
                : LedgerKeys.read(payload)
                    .orSay("failed to parse transparency trust list payload: ")
                    .map(keys -> new TrustList(issuer, feed, version.getAsLong(), keys)));
  }
}
