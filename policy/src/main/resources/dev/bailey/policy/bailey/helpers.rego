# Rules for policies of Bailey, to be read like sentences. A policy collects what speaks against a
# question, and answers with it: what nothing speaks against is allowed, and remembered.
package bailey

# Yes without more ado.
granted := {"allowed": true}

# Yes if the question has all these fields and there is no objection; the changes of the memory are
# then made. The fields are named because `not f(input.x)` says nothing, not yes, where there is no
# `input.x`: an objection of that form would be silent when it is needed most.
answer(fields, objections, changes) := {"allowed": true, "metadata": changes} if {
	count(missing(fields)) == 0
	count(objections) == 0
}

answer(fields, _, _) := {"allowed": false, "objections": missing(fields)} if {
	count(missing(fields)) > 0
}

answer(fields, objections, _) := {"allowed": false, "objections": objections} if {
	count(missing(fields)) == 0
	count(objections) > 0
}

missing(fields) := {objection(field, "a question that says it", "any value") |
	some field in fields
	not has(field)
}

has(field) if _ := input[field]

# Something that speaks against a question: which field, what is broken there, and the nearest value
# that would do.
objection(field, rule, nearest) := {
	"field": field,
	"rule": rule,
	"nearest": nearest,
}

# The memory of one attempt: maps by name.
put(name, key, value) := {"name": name, "action": "add", "key": key, "value": value}

drop(name, key) := {"name": name, "action": "remove", "key": key}

knows(name, key) if _ := data.metadata[name][key]

# Where the parts of a container are, as policies see them.
is_layer_target(path) if regex.match(`^/run/mounts/scsi/m[0-9]{1,4}$`, path)

# The container that a shared directory belongs to.
container_of_bind(path) := regex.find_all_string_submatch_n(
	`^/run/gcs/c/([0-9a-f]{64})/mounts/m[0-9]{1,4}$`,
	path, 1,
)[0][1]

# What speaks against a process that is to be without any privilege.
privileges contains objection("noNewPrivileges", "no new privileges", "true") if {
	not input.noNewPrivileges == true
}

privileges contains objection("capabilities", "no capability", "every set empty") if {
	not without_capabilities
}

privileges contains objection("user", "not root inside the container", "a user id above 0") if {
	not other_than_root
}

without_capabilities if {
	is_object(input.capabilities)
	every _, capabilities in input.capabilities {
		capabilities == []
	}
}

other_than_root if {
	input.user.id
	input.user.id != "0"
}

is_digest(text) if regex.match(`^[0-9a-f]{64}$`, text)
