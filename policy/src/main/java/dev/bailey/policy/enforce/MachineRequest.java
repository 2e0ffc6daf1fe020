package dev.bailey.policy.enforce;

import static dev.bailey.policy.enforce.EnforcementPoint.*;

import dev.bailey.policy.interpreter.Results;
import dev.bailey.policy.interpreter.Tried;
import dev.bailey.rego.value.RegoArray;
import dev.bailey.rego.value.RegoBoolean;
import dev.bailey.rego.value.RegoNull;
import dev.bailey.rego.value.RegoNumber;
import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.RegoString;
import dev.bailey.rego.value.Value;

/**
 * What concerns the machine as a whole, or what can be seen of it.
 *
 * @param <R> what comes with permission
 */
public sealed interface MachineRequest<R> extends Request<R> {
  /** A request of a point that is asked with nothing but its name. */
  record Plain(EnforcementPoint point) implements MachineRequest<Permission> {
    /** What runs in a container. */
    public static final Plain GET_PROPERTIES = new Plain(EnforcementPoint.GET_PROPERTIES);

    /** What all threads are doing. */
    public static final Plain DUMP_STACKS = new Plain(EnforcementPoint.DUMP_STACKS);

    /** The machine's own log. */
    public static final Plain RUNTIME_LOGGING = new Plain(EnforcementPoint.RUNTIME_LOGGING);

    /** The host's network for a container. */
    public static final Plain HOST_NETWORK = new Plain(EnforcementPoint.HOST_NETWORK);

    @Override
    public RegoObject input() {
      return RegoObject.EMPTY;
    }

    @Override
    public Tried<Permission> grant(Results results, Stdio stdio) {
      return Tried.done(unrestricted());
    }

    @Override
    public Permission unrestricted() {
      return Permission.GRANTED;
    }
  }

  /** Log providers by name; the grant is those that are kept. */
  record LogProviders(Texts providers) implements MachineRequest<Texts> {
    @Override
    public EnforcementPoint point() {
      return LOG_PROVIDER;
    }

    @Override
    public RegoObject input() {
      return new Input().put("providers", providers).document();
    }

    @Override
    public Tried<Texts> grant(Results results, Stdio stdio) {
      return Narrowing.providers(results, providers);
    }

    @Override
    public Texts unrestricted() {
      return providers;
    }
  }

  /**
   * Changes of the registry of a Windows container.
   *
   * @param changes in the host's schema; what is false, zero or empty in it is left out
   */
  record RegistryChanges(String containerId, RegoObject changes)
      implements MachineRequest<Permission> {
    @Override
    public EnforcementPoint point() {
      return REGISTRY_CHANGES;
    }

    @Override
    public RegoObject input() {
      return new Input()
          .put("containerID", containerId)
          .put("registryChanges", withoutEmpty(changes))
          .document();
    }

    private static RegoObject withoutEmpty(RegoObject object) {
      RegoObject.Builder rest = RegoObject.builder();
      object.forEach((key, value) -> {
        if (!isEmpty(value)) {
          rest.put(key, inner(value));
        }
      });
      return rest.build();
    }

    private static Value inner(Value value) {
      return switch (value) {
        case RegoObject object -> withoutEmpty(object);
        case RegoArray array -> {
          Value[] items = new Value[array.size()];
          for (int i = 0; i < items.length; i++) {
            items[i] = inner(array.at(i));
          }
          yield RegoArray.wrap(items);
        }
        default -> value;
      };
    }

    private static boolean isEmpty(Value value) {
      return switch (value) {
        case RegoNull n -> true;
        case RegoBoolean b -> !b.isTrue();
        case RegoNumber n -> n.signum() == 0;
        case RegoString s -> s.text().isEmpty();
        case RegoArray a -> a.size() == 0;
        default -> false;
      };
    }

    @Override
    public Tried<Permission> grant(Results results, Stdio stdio) {
      return Tried.done(unrestricted());
    }

    @Override
    public Permission unrestricted() {
      return Permission.GRANTED;
    }
  }
}
