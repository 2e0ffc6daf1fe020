package dev.bailey.policy.law;

import dev.bailey.policy.Answer;
import dev.bailey.policy.Decision;
import dev.bailey.policy.Denial;
import dev.bailey.policy.Enforcer;
import dev.bailey.policy.Question;
import dev.bailey.policy.enforce.Capabilities;
import dev.bailey.policy.enforce.DocumentEnforcer;
import dev.bailey.policy.enforce.DocumentEnforcer.Answered;
import dev.bailey.policy.enforce.DocumentEnforcer.Asked;
import dev.bailey.policy.enforce.FragmentFacts;
import dev.bailey.policy.enforce.Permission;
import dev.bailey.policy.enforce.ProcessGrant;
import dev.bailey.policy.enforce.Verdict;
import dev.bailey.policy.fragment.FragmentShelf;
import dev.bailey.policy.fragment.Receipt;
import dev.bailey.policy.fragment.SignedFragment;
import dev.bailey.policy.fragment.SignedPiece;
import dev.bailey.policy.fragment.TrustList;
import dev.bailey.policy.fragment.VisibleText;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One attempt under a policy in Rego. */
final class RegoDecisions implements Enforcer {
  private final String policy;
  private final DocumentEnforcer enforcer;
  private final FragmentShelf fragments;
  private final StateDigest state = new StateDigest();

  RegoDecisions(String policy, DocumentEnforcer enforcer, FragmentShelf fragments) {
    this.policy = policy;
    this.enforcer = enforcer;
    this.fragments = fragments;
  }

  @Override
  public Decision decide(List<Question> questions) {
    Optional<Question> material =
        questions.stream().filter(question -> kind(question).isPresent()).findFirst();
    if (material.isPresent()) {
      return questions.size() == 1
          ? load(material.get(), kind(material.get()).get())
          : no(material.get(), "a signed piece is asked about by itself", "", "");
    }
    List<Asked> asked = questions.stream().map(RegoDecisions::asked).toList();
    return switch (enforcer.ask(asked)) {
      case Answered.Denied denied ->
          new Decision.Denied(Explanation.of(policy, denied.question(), denied.verdict()));
      case Answered.Allowed allowed -> answers(questions, allowed.grants());
    };
  }

  @Override
  public void undo() {
    enforcer.undo();
  }

  /** Signed pieces are asked about in another way, of which there is nothing to see. */
  @Override
  public List<String> trace(List<Question> questions) {
    if (questions.stream().anyMatch(question -> kind(question).isPresent())) {
      return List.of();
    }
    List<DecidingTrace> made = new ArrayList<>();
    enforcer.watch(
        questions.stream().map(RegoDecisions::asked).toList(),
        denied -> {
          made.add(new DecidingTrace(denied));
          return made.getLast();
        });
    return made.stream().flatMap(trace -> trace.lines().stream()).toList();
  }

  private static Optional<FragmentShelf.Kind> kind(Question question) {
    return switch (question.point()) {
      case LOAD_FRAGMENT -> Optional.of(FragmentShelf.Kind.FRAGMENT);
      case LOAD_TRANSPARENCY_TRUST_LIST -> Optional.of(FragmentShelf.Kind.TRUST_LIST);
      default -> Optional.empty();
    };
  }

  /** Opens the envelope of that digest; what it says of itself must be what was asked about. */
  private Decision load(Question question, FragmentShelf.Kind kind) {
    return switch (fragments.find(kind, question.text("sha256"))) {
      case Tried.Failed<SignedPiece> failed -> no(question, failed.error(), "sha256", "");
      case Tried.Done<SignedPiece>(SignedPiece piece)
          when !piece.issuer().equals(question.text("issuer")) ->
          no(question, "the envelope is from another issuer", "issuer", one(piece.issuer()));
      case Tried.Done<SignedPiece>(SignedPiece piece)
          when !piece.subject().equals(question.text(kind.subject())) ->
          no(
              question,
              "the envelope is about another " + kind.subject(),
              kind.subject(),
              one(piece.subject()));
      case Tried.Done<SignedPiece>(SignedFragment fragment)
          when VisibleText.fault(fragment.rego()).isPresent() ->
          no(question, VisibleText.fault(fragment.rego()).get(), "sha256", "");
      case Tried.Done<SignedPiece>(SignedPiece piece) ->
          switch (enforcer.load(piece)) {
            case Verdict.Denied<Permission> denied ->
                new Decision.Denied(Explanation.of(policy, asked(question, piece), denied.of()));
            case Verdict.Allowed<Permission> allowed ->
                new Decision.Allowed(List.of(new Answer.AsAsked()), state.of(enforcer.state()));
          };
    };
  }

  private static String one(String text) {
    return "one of [" + RegoString.of(text).toJson() + "]";
  }

  private Decision no(Question question, String rule, String field, String nearest) {
    return new Decision.Denied(
        new Denial(
            policy, question.point().wireName(), rule, field, question.text(field), nearest));
  }

  /** With what the envelope says of itself, for people. */
  private static Asked asked(Question question, SignedPiece piece) {
    Map<String, Object> input = new LinkedHashMap<>(question.input());
    switch (piece) {
      case TrustList list -> {
        input.put("svn", list.svn());
        input.put("ledgers", list.ledgers().keySet().stream().sorted().toList());
      }
      case SignedFragment fragment -> {
        FragmentFacts.of(fragment.rego())
            .then(facts -> facts.minimum(fragment.svn()))
            .orNothing()
            .ifPresent(svn -> input.put("svn", svn));
        input.put("receipts", fragment.receipts().stream().map(Receipt::issuer).toList());
      }
    }
    return asked(new Question(question.point(), input));
  }

  private static Asked asked(Question question) {
    return new Asked(
        question.point().wireName(), Documents.object(question.input()), question.texts("envList"));
  }

  private Decision answers(List<Question> questions, List<ProcessGrant> grants) {
    List<Answer> answers = new ArrayList<>(grants.size());
    for (int i = 0; i < grants.size(); i++) {
      answers.add(answer(questions.get(i), grants.get(i)));
    }
    return new Decision.Allowed(answers, state.of(enforcer.state()));
  }

  /** What is narrowed; a capability is kept if every set that asked for it keeps it. */
  private static Answer answer(Question question, ProcessGrant grant) {
    List<String> environment = grant.environment().items();
    boolean all =
        environment.size() == Set.copyOf(question.texts("envList")).size()
            && grant.capabilities().equals(Capabilities.of(Documents.object(question.input())));
    if (all) {
      return new Answer.AsAsked();
    }
    return new Answer.Narrowed(environment, List.copyOf(kept(question, grant)));
  }

  private static Set<String> kept(Question question, ProcessGrant grant) {
    Set<String> kept = new LinkedHashSet<>();
    Capabilities.of(Documents.object(question.input()))
        .ifPresent(asked ->
            grant
                .capabilities()
                .ifPresent(sets -> {
                  kept.addAll(sets.bounding());
                  retain(kept, asked.effective(), sets.effective());
                  retain(kept, asked.inheritable(), sets.inheritable());
                  retain(kept, asked.permitted(), sets.permitted());
                  retain(kept, asked.ambient(), sets.ambient());
                }));
    return kept;
  }

  private static void retain(Set<String> kept, List<String> asked, List<String> granted) {
    kept.removeIf(name -> asked.contains(name) && !granted.contains(name));
  }
}
