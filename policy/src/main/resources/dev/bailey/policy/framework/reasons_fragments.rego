# Why a fragment or a trust list is denied.
package framework

errors contains "invalid fragment issuer" if {
	input.rule == "load_fragment"
	not issuer_imported
}

issuer_imported if candidate_fragments[_].issuer == input.issuer

errors contains "invalid fragment feed" if {
	input.rule == "load_fragment"
	issuer_imported
	count(imports) == 0
}

judging_text if {
	input.rule == "load_fragment"
	input.fragment_loaded
}

errors contains "fragment svn is below the specified minimum" if {
	judging_text
	not input.has_header_svn
	count(imports) > 0
	not svn_kinds_differ
	not fragment_svn_sufficient
}

fragment_svn_sufficient if {
	some fragment in imports
	fragment_svn_ok(fragment)
}

errors contains "fragment svn and the specified minimum are different types" if {
	judging_text
	svn_kinds_differ
}

svn_kinds_differ if {
	some fragment in imports
	to_number(fragment_svn)
	semver.is_valid(fragment.minimum_svn)
}

svn_kinds_differ if {
	some fragment in imports
	semver.is_valid(fragment_svn)
	to_number(fragment.minimum_svn)
}

svn_kinds_differ if {
	some fragment in imports
	semver.is_valid(fragment.minimum_svn)
	input.has_header_svn
}

errors contains message if {
	judging_text
	input.has_header_svn
	to_number(input.header_svn) != to_number(fragment_svn)
	message := sprintf(
		"svn in header %v does not match svn in fragment rego %v",
		[input.header_svn, fragment_svn],
	)
}

errors contains "missing fragment svn in either header or rego payload" if {
	judging_text
	not input.has_header_svn
	not fragment_svn
}

errors contains sprintf("missing receipt from %s", [wanted]) if {
	input.rule == "load_fragment"
	not input.fragment_loaded
	some fragment in imports
	some wanted in fragment.required_receipts
	not receipt_given(wanted)
}

errors contains "no TTL candidate matches the provided TTL's issuer, subject and svn" if {
	input.rule == "load_transparency_trust_list"
	count(trust_list_rules) == 0
}

errors contains "The provided TTL does not contain any ledgers it is allowed to load" if {
	input.rule == "load_transparency_trust_list"
	count(trust_list_rules) > 0
	count(allowed_ledgers) == 0
}
