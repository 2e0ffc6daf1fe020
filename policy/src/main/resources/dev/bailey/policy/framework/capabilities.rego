# Capabilities of Linux processes: five sets, equal to those of the policy.
package framework

capability_sets := ["bounding", "effective", "inheritable", "permitted", "ambient"]

# The capabilities to go on with, as with environments: all of the request or, where some may be
# dropped, what most of it comes to.
capabilities_of(_, _) := null if is_windows

capabilities_of(_, _) := input.capabilities if {
	is_linux
	not capabilities_droppable
}

capabilities_of(containers, elevated) := largest if {
	is_linux
	capabilities_droppable
	subsets := {common_capabilities(allowed_capabilities(container, elevated)) |
		some container in containers
	}
	size := max([capability_count(subset) | some subset in subsets])
	biggest := {subset | some subset in subsets; capability_count(subset) == size}
	count(biggest) == 1
	some largest in biggest
}

capabilities_droppable if {
	data.policy.allow_capability_dropping
	at_least(policy_framework_version, "0.2.2")
}

common_capabilities(allowed) := {name: common |
	some name in capability_sets
	common := {capability | some capability in input.capabilities[name]} & {capability | some capability in allowed[name]}
}

capability_count(capabilities) := sum([count(capabilities[name]) | some name in capability_sets])

with_capabilities(containers, _, _) := containers if is_windows

with_capabilities(containers, capabilities, elevated) := [container |
	some container in containers
	capabilities_ok(capabilities, allowed_capabilities(container, elevated))
] if {
	is_linux
}

capabilities_ok(capabilities, allowed) if {
	every name in capability_sets {
		same_members(capabilities[name], allowed[name])
	}
}

# A container without capabilities of its own has those its privilege comes with.
allowed_capabilities(container, _) := container.capabilities if container.capabilities != null

allowed_capabilities(container, elevated) := usual_capabilities if {
	container.capabilities == null
	not privileged_container(container, elevated)
}

allowed_capabilities(container, elevated) := usual_privileged_capabilities if {
	container.capabilities == null
	privileged_container(container, elevated)
}

privileged_container(container, elevated) if {
	elevated
	container.allow_elevated
}

usual_capabilities := {
	"bounding": data.defaultUnprivilegedCapabilities,
	"effective": data.defaultUnprivilegedCapabilities,
	"inheritable": [],
	"permitted": data.defaultUnprivilegedCapabilities,
	"ambient": [],
}

usual_privileged_capabilities := {
	"bounding": data.defaultPrivilegedCapabilities,
	"effective": data.defaultPrivilegedCapabilities,
	"inheritable": data.defaultPrivilegedCapabilities,
	"permitted": data.defaultPrivilegedCapabilities,
	"ambient": [],
}
