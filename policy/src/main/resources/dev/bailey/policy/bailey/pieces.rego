# What would do in the place of a fragment or a trust list that was denied.
package bailey

hint["issuer"] := one_of(sort(piece_issuers)) if {
	count(piece_issuers) > 0
	not input.issuer in piece_issuers
}

piece_issuers := {wanted.issuer | some wanted in wanted_pieces}

hint[piece_subject] := one_of(sort(issuer_subjects)) if {
	count(issuer_subjects) > 0
	not input[piece_subject] in issuer_subjects
}

issuer_subjects := {wanted[piece_subject] |
	some wanted in wanted_pieces
	wanted.issuer == input.issuer
}

# Imports of fragments, or rules for trust lists.
wanted_pieces := data.framework.candidate_fragments if input.rule == "load_fragment"

wanted_pieces := data.framework.candidate_trust_lists if {
	input.rule == "load_transparency_trust_list"
}

piece_subject := {"load_fragment": "feed", "load_transparency_trust_list": "subject"}[input.rule]

hint["svn"] := sprintf("at least %s", [concat(" or ", sort(lowest_versions))]) if {
	version_too_low
	count(lowest_versions) > 0
}

lowest_versions := {wanted.minimum_svn |
	some wanted in wanted_pieces
	wanted.issuer == input.issuer
	wanted[piece_subject] == input[piece_subject]
}

version_too_low if "fragment svn is below the specified minimum" in data.framework.errors

version_too_low if {
	input.rule == "load_fragment"
	input.has_header_svn
	every wanted in data.framework.imports {
		not data.framework.header_svn_ok(wanted)
	}
}

version_too_low if {
	input.rule == "load_transparency_trust_list"
	count(data.framework.trust_list_rules) == 0
}

hint["receipts"] := sprintf("one from %s", [concat(", ", sort(missing_receipts))]) if {
	count(missing_receipts) > 0
	not version_too_low
}

missing_receipts := {wanted |
	input.rule == "load_fragment"
	not input.fragment_loaded
	some imported in data.framework.imports
	some wanted in imported.required_receipts
	not data.framework.receipt_given(wanted)
}

hint["ledgers"] := one_of(sort({ledger |
	some rule in data.framework.trust_list_rules
	some ledger in rule.allowed_ledgers
})) if {
	input.rule == "load_transparency_trust_list"
	count(data.framework.trust_list_rules) > 0
	count(data.framework.allowed_ledgers) == 0
}
