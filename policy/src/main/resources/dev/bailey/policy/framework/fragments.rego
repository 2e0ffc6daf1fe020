# Fragments: pieces of policy that others sign. A policy imports them by issuer and feed and says
# which of their objects count. A fragment is judged twice: by its envelope before any of it is
# read, and again by what it says.
package framework

default load_fragment := {"allowed": false}

load_fragment := {"allowed": true, "parameters": fragment_arguments} if {
	not input.fragment_loaded
	some fragment in imports
	header_svn_ok(fragment)
	receipts_ok(fragment)
}

load_fragment := {
	"allowed": true,
	"add_module": add_module,
	"metadata": array.concat([issuer_loaded(fragment)], parameters_handed_on),
} if {
	input.fragment_loaded
	some fragment in imports
	fragment_svn_ok(fragment)
	add_module := "namespace" in fragment.includes
}

imports := [fragment |
	some fragment in candidate_fragments
	fragment.issuer == input.issuer
	fragment.feed == input.feed
]

# What importers want the fragment to be loaded with.
fragment_arguments := array.concat(
	[handed_on.parameters |
		some handed_on in data.metadata.fragment_parameters
		handed_on.issuer == input.issuer
		handed_on.feed == input.feed
	],
	[fragment.parameters |
		some fragment in policy_fragments
		fragment.issuer == input.issuer
		fragment.feed == input.feed
		fragment.parameters
	],
)

# Security version numbers are semantic versions or numbers, each compared with its like.
svn_ok(svn, minimum) if {
	semver.is_valid(svn)
	semver.is_valid(minimum)
	semver.compare(svn, minimum) >= 0
}

svn_ok(svn, minimum) if to_number(svn) >= to_number(minimum)

header_svn_ok(_) if not input.has_header_svn

header_svn_ok(fragment) if {
	input.has_header_svn
	svn_ok(input.header_svn, fragment.minimum_svn)
}

fragment_svn_ok(fragment) if {
	not input.has_header_svn
	svn_ok(fragment_svn, fragment.minimum_svn)
}

fragment_svn_ok(fragment) if {
	input.has_header_svn
	not fragment_svn
	svn_ok(input.header_svn, fragment.minimum_svn)
}

fragment_svn_ok(fragment) if {
	input.has_header_svn
	to_number(fragment_svn) == to_number(input.header_svn)
	svn_ok(fragment_svn, fragment.minimum_svn)
}

# Receipts show that ledgers have recorded the fragment.
receipts_ok(fragment) if not fragment.required_receipts

receipts_ok(fragment) if {
	every wanted in fragment.required_receipts {
		receipt_given(wanted)
	}
}

receipt_given("*") if count(input.receipts) > 0

receipt_given(wanted) if input.receipts[_].issuer == wanted

receipt_given(wanted) if {
	startswith(wanted, "TTL:")
	substring(wanted, 4, -1) in input.receipts[_].ttl_subjects
}

# What the fragment says, once it is loaded.
fragment_svn := data[input.namespace].svn

fragment_framework_version := data[input.namespace].framework_version

fragment_framework_version := data[input.namespace].framework_svn

fragment_version_known if at_least(version, fragment_framework_version)

includable["containers"] := fragment_containers

includable["fragments"] := fragment_fragments

includable["external_processes"] := fragment_external_processes

includable["platform_rules"] := fragment_platform_rules

includable["transparency_trust_lists"] := fragment_trust_lists

default fragment_containers := []

fragment_containers := known_containers(
	data[input.namespace].containers,
	fragment_framework_version,
)

default fragment_fragments := []

fragment_fragments := known_fragments(data[input.namespace].fragments, fragment_framework_version)

default fragment_external_processes := []

fragment_external_processes := known_processes(
	data[input.namespace].external_processes,
	fragment_framework_version,
)

default fragment_platform_rules := []

fragment_platform_rules := known_since(
	"0.5.0",
	data[input.namespace].platform_rules,
	fragment_framework_version,
)

default fragment_trust_lists := []

fragment_trust_lists := known_since(
	"0.5.0",
	data[input.namespace].transparency_trust_lists,
	fragment_framework_version,
)

# The record of a load: the included objects, before those of earlier loads of the same feed.
issuer_loaded(fragment) := {
	"name": "issuers",
	"action": "update",
	"key": input.issuer,
	"value": {"feeds": object.union(issuer_feeds, {input.feed: array.concat([load], feed_loads)})},
} if {
	fragment_version_known
	load := {name: includable[name] | some name in fragment.includes}
}

default issuer_feeds := {}

issuer_feeds := data.metadata.issuers[input.issuer].feeds

default feed_loads := []

feed_loads := data.metadata.issuers[input.issuer].feeds[input.feed]

parameters_handed_on := [{
	"name": "fragment_parameters",
	"type": "set",
	"action": "add",
	"value": {
		"issuer": nested.issuer,
		"feed": nested.feed,
		"parameters": nested.parameters,
	},
} |
	some nested in fragment_fragments
	nested.parameters
]

# Lists of keys of ledgers, from those who may say which ledgers to trust.
default load_transparency_trust_list := {"allowed": false}

load_transparency_trust_list := {"allowed": true, "allowed_ledgers": allowed_ledgers} if {
	count(allowed_ledgers) > 0
}

allowed_ledgers := [ledger |
	some ledger in input.ledgers
	ledger_allowed(ledger)
]

ledger_allowed(ledger) if {
	some rule in trust_list_rules
	ledger in rule.allowed_ledgers
}

ledger_allowed(_) if {
	some rule in trust_list_rules
	"*" in rule.allowed_ledgers
}

trust_list_rules := [rule |
	some rule in candidate_trust_lists
	rule.issuer == input.issuer
	rule.subject == input.subject
	svn_ok(input.svn, rule.minimum_svn)
]
