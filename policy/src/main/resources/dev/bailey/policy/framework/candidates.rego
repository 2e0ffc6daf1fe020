# What a request may be: the objects of the policy and of the fragments it has loaded, as this
# version of the framework knows them.
package framework

candidate_containers := array.concat(policy_containers, included("containers"))

candidate_fragments := array.concat(policy_fragments, included("fragments"))

candidate_external_processes := array.concat(
	policy_external_processes,
	included("external_processes"),
)

candidate_trust_lists := array.concat(policy_trust_lists, included("transparency_trust_lists"))

candidate_platform_rules := array.concat(policy_platform_rules, included("platform_rules"))

# What loaded fragments brought under a name, by issuer and feed, the latest load of a feed first.
included(name) := [object |
	some issuer in data.metadata.issuers
	some loads in issuer.feeds
	some load in loads
	some object in load[name]
]

default policy_containers := []

policy_containers := known_containers(data.policy.containers, policy_framework_version)

default policy_fragments := []

policy_fragments := known_fragments(data.policy.fragments, policy_framework_version)

default policy_external_processes := []

policy_external_processes := known_processes(
	data.policy.external_processes,
	policy_framework_version,
)

default policy_platform_rules := []

policy_platform_rules := known_since("0.5.0", data.policy.platform_rules, policy_framework_version)

default policy_trust_lists := []

policy_trust_lists := data.policy.transparency_trust_lists

# Objects written for this version are taken as they are. Older ones are read anew, field by
# field, and those that lack a field they must have are dropped. Newer ones are not understood.
known_containers(containers, declared) := containers if declared == version

known_containers(containers, declared) := [renewed |
	some container in containers
	renewed := renewed_container(container, declared)
] if {
	older_than(declared, version)
}

known_processes(processes, declared) := processes if declared == version

known_processes(processes, declared) := [renewed |
	some process in processes
	renewed := {
		"command": process.command,
		"env_rules": process.env_rules,
		"working_dir": process.working_dir,
		"allow_stdio_access": process.allow_stdio_access,
	}
] if {
	older_than(declared, version)
}

known_fragments(fragments, declared) := fragments if declared == version

known_fragments(fragments, declared) := [renewed |
	some fragment in fragments
	renewed := {
		"issuer": fragment.issuer,
		"feed": fragment.feed,
		"minimum_svn": fragment.minimum_svn,
		"includes": fragment.includes,
		"parameters": object.get(fragment, "parameters", {}),
		"required_receipts": object.get(fragment, "required_receipts", []),
	}
] if {
	older_than(declared, version)
}

# Kinds of objects that came with a later version mean nothing in a document written before it.
known_since(introduced, objects, declared) := objects if {
	at_least(declared, introduced)
	at_least(version, declared)
}

renewed_container(container, declared) := {
	"command": container.command,
	"env_rules": container.env_rules,
	"layers": container.layers,
	"mounts": container.mounts,
	"exec_processes": container.exec_processes,
	"working_dir": container.working_dir,
	"allow_elevated": container.allow_elevated,
	"allow_stdio_access": container.allow_stdio_access,
	"signals": renewed_signals(container.signals, declared),
	"no_new_privileges": since(declared, "0.2.0", container, "no_new_privileges", false),
	"user": since(declared, "0.2.1", container, "user", anybody),
	"capabilities": since(declared, "0.2.2", container, "capabilities", null),
	"seccomp_profile_sha256": since(declared, "0.2.3", container, "seccomp_profile_sha256", ""),
}

# A field of an object, or what stood in its place before it was introduced.
since(declared, introduced, object, field, _) := object[field] if at_least(declared, introduced)

since(declared, introduced, _, _, before) := before if older_than(declared, introduced)

anybody := {
	"user_idname": {"pattern": "", "strategy": "any"},
	"group_idnames": [{"pattern": "", "strategy": "any"}],
	"umask": "0022",
}

# Before 0.4.1 a container could always be killed and asked to end.
renewed_signals(signals, declared) := signals if at_least(declared, "0.4.1")

renewed_signals(signals, declared) := array.concat(signals, [9, 15]) if {
	older_than(declared, "0.4.1")
}

# Platform rules extend every container; several rules are alternatives to each other.
extended_containers := candidate_containers if count(candidate_platform_rules) == 0

extended_containers := [extended(container, rule) |
	some container in candidate_containers
	some rule in candidate_platform_rules
] if {
	count(candidate_platform_rules) > 0
}

extended(container, rule) := object.union(container, {
	"env_rules": array.concat(container.env_rules, object.get(rule, "env_rules", [])),
	"mounts": array.concat(container.mounts, object.get(rule, "mounts", [])),
})
