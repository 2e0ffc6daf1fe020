package dev.bailey.rego.builtin;

import dev.bailey.rego.value.RegoObject;
import dev.bailey.rego.value.Value;
import java.util.List;

/** The network, as far as the embedder lets policies use it. By default it does not. */
public interface NetAccess {
  /** Refuses everything. */
  NetAccess OFF =
      new NetAccess() {
        @Override
        public Value send(RegoObject request, CallContext context) throws BuiltinException {
          throw off();
        }

        @Override
        public List<String> addresses(String name) throws BuiltinException {
          throw off();
        }

        private BuiltinException off() {
          return BuiltinException.failed("the network is not available to policies here");
        }
      };

  /**
   * Carries out {@code http.send}.
   *
   * @param request as the language describes it, checked for nothing yet
   * @return the response as the language describes it
   * @throws BuiltinException if the request is malformed or fails, and is not to be told otherwise
   */
  Value send(RegoObject request, CallContext context) throws BuiltinException;

  /**
   * The addresses of a host, as texts.
   *
   * @throws BuiltinException if it cannot be found
   */
  List<String> addresses(String name) throws BuiltinException;
}
