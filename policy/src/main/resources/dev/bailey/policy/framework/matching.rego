# How a request is compared with what a policy says about it.
package framework

is_linux if data.metadata.operatingsystem.ostype == "linux"

is_windows if data.metadata.operatingsystem.ostype == "windows"

# A whole text: `string` compares, `re2` matches from beginning to end.
text_ok("string", pattern, text) if pattern == text

text_ok("re2", pattern, text) if regex.match(anchored(pattern), text)

# A pattern bound to both ends by its text alone: an alternation is not grouped first.
anchored(pattern) := concat("", [head(pattern), pattern, tail(pattern)])

head(pattern) := "" if startswith(pattern, "^")

head(pattern) := "^" if not startswith(pattern, "^")

tail(pattern) := "" if endswith(pattern, "$")

tail(pattern) := "$" if not endswith(pattern, "$")

# An environment entry `NAME=value` against a rule for the whole of it, or for its two parts.
variable_ok(entry, rule) if text_ok(rule.strategy, rule.pattern, entry)

variable_ok(entry, rule) if {
	name_end := indexof(entry, "=")
	name_end >= 0
	text_ok(rule.name_strategy, rule.name, substring(entry, 0, name_end))
	text_ok(rule.value_strategy, rule.value, substring(entry, name_end + 1, -1))
}

variable_known(entry, rules) if {
	some rule in rules
	variable_ok(entry, rule)
}

requirement_met(rule, _) if not rule.required

requirement_met(rule, entries) if {
	some entry in entries
	variable_ok(entry, rule)
}

requirements_met(rules, entries) if {
	every rule in rules {
		requirement_met(rule, entries)
	}
}

environment_ok(entries, rules) if {
	requirements_met(rules, entries)
	every entry in entries {
		variable_known(entry, rules)
	}
}

# The name of a user or a group, or its number, against a rule.
identity_ok(_, rule) if rule.strategy == "any"

identity_ok(identity, rule) if {
	rule.strategy == "id"
	rule.pattern == identity.id
}

identity_ok(identity, rule) if {
	rule.strategy == "name"
	rule.pattern == identity.name
}

identity_ok(identity, rule) if {
	rule.strategy == "re2"
	regex.match(anchored(rule.pattern), identity.name)
}

# Whether the requested user is one that a container may run as.
user_ok(user) if {
	is_linux
	user.umask == input.umask
	identity_ok(input.user, user.user_idname)
	every group in input.groups {
		some rule in user.group_idnames
		identity_ok(group, rule)
	}
}

user_ok(user) if {
	is_windows
	user == input.user
}

# A policy that asks for no new privileges insists on it; another does not care.
no_new_privileges_ok(wanted) if wanted == false

no_new_privileges_ok(wanted) if {
	wanted
	input.noNewPrivileges
}

privileged_ok(_) if not input.privileged

privileged_ok(elevated) if elevated

mounts_ok(container) if {
	every mount in input.mounts {
		mount_allowed(mount, container)
	}
}

mount_allowed(mount, container) if {
	some constraint in mounts_of(container)
	mount_ok(mount, constraint)
}

mount_allowed(mount, container) if {
	mounts_of(container)
	mount in usual_mounts
}

mount_allowed(mount, container) if {
	container.allow_elevated
	mounts_of(container)
	mount in usual_privileged_mounts
}

# A container that does not say whether it is elevated says nothing of use about its mounts.
mounts_of(container) := container.mounts if is_boolean(container.allow_elevated)

# The mounts of this request that any container may have.
usual_mounts := {mount |
	some mount in input.mounts
	some constraint in data.defaultMounts
	mount_ok(mount, constraint)
} | sandbox_mounts

# The pause container of a sandbox sees its system read-write.
sandbox_mounts := {mount |
	input.isSandboxContainer
	some mount in input.mounts
	mount.type == "sysfs"
	mount.source == "sysfs"
	mount.destination == "/sys"
	same_members(mount.options, ["nosuid", "noexec", "nodev", "rw"])
}

usual_privileged_mounts := {mount |
	some mount in input.mounts
	some constraint in data.privilegedMounts
	mount_ok(mount, constraint)
}

mount_ok(mount, constraint) if {
	mount.destination == constraint.destination
	mount.destination != ""
	mount.type == constraint.type
	same_members(mount.options, constraint.options)
	source_ok(mount.source, constraint.source)
}

source_ok(source, constraint) if source == constraint

source_ok(source, constraint) if {
	startswith(constraint, data.sandboxPrefix)
	regex.match(anchored(replace(constraint, data.sandboxPrefix, input.sandboxDir)), source)
}

source_ok(source, constraint) if {
	startswith(constraint, data.hugePagesPrefix)
	regex.match(anchored(replace(constraint, data.hugePagesPrefix, input.hugePagesDir)), source)
}

source_ok(source, constraint) if {
	startswith(constraint, data.plan9Prefix)
	data.metadata.p9mounts[source] == input.containerID
}

# Lists of equal length with the same members.
same_members(some_list, another) if {
	is_array(some_list)
	some_list == another
}

same_members(some_list, another) if {
	count(some_list) == count(another)
	{member | some member in some_list} == {member | some member in another}
}
