/** GraphQL documents: syntax trees in the language's JSON shape, and validation. */
@org.jspecify.annotations.NullMarked
package dev.bailey.rego.extra.graphql;
