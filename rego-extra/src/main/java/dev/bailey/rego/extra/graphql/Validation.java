package dev.bailey.rego.extra.graphql;

import dev.bailey.rego.builtin.BuiltinException;
import dev.bailey.rego.value.RegoObject;
import graphql.GraphQLException;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.schema.idl.errors.SchemaProblem;
import graphql.validation.Validator;
import java.util.Locale;

/** Whether a query fits a schema. */
final class Validation {
  /** Bounds the work of the parser and of the rules behind it. */
  private static final ParserOptions OPTIONS =
      ParserOptions.newParserOptions()
          .captureIgnoredChars(false)
          .captureSourceLocation(false)
          .captureLineComments(false)
          .maxCharacters(1 << 20)
          .maxTokens(50_000)
          .maxRuleDepth(500)
          .build();

  private Validation() {}

  static boolean isValid(RegoObject query, RegoObject schema) throws BuiltinException {
    Types types = SchemaCheck.check(schema);
    if (Tree.nodes(query, "Operations").isEmpty() && Tree.nodes(query, "Fragments").isEmpty()) {
      return true;
    }
    for (RegoObject operation : Tree.nodes(query, "Operations")) {
      if (!types.roots().containsKey(Tree.text(operation, "Operation"))) {
        return false;
      }
    }
    try {
      GraphQLSchema compiled =
          UnExecutableSchemaGenerator.makeUnExecutableSchema(
              new SchemaParser().buildRegistry(document(Printer.schema(types))));
      Document document = document(Printer.query(query));
      return new Validator().validateDocument(compiled, document, Locale.ENGLISH).isEmpty();
    } catch (InvalidSyntaxException | SchemaProblem e) {
      return false;
    } catch (GraphQLException e) {
      throw BuiltinException.failed(String.valueOf(e.getMessage()));
    }
  }

  private static Document document(String text) {
    return new Parser()
        .parseDocument(
            ParserEnvironment.newParserEnvironment().document(text).parserOptions(OPTIONS).build());
  }
}
