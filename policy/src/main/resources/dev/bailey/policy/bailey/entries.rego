# The entries of a policy's lists beside a question: in which fields each differs from it, which come
# nearest, and what would do in their place.
package bailey

# An entry that is no table stands for a table with its first field alone.
as_table(entry, _) := entry if is_object(entry)

as_table(entry, field) := {field: entry} if not is_object(entry)

states(table, field) if _ := table[field]

# An entry without a protocol means TCP; one without `via` is for a job that connects by itself, one
# with "broker" for a job that goes through the broker, by name; one with a budget is for a job that
# has one, and not a larger one.
egress_differs(way) := {field |
	some field in entry_fields.open_egress
	not egress_fits(way, field)
}

egress_fits(way, "host") if way.host == input.host

egress_fits(way, "port") if way.port == input.port

egress_fits(way, "protocol") if {
	object.get(way, "protocol", "tcp") == input.protocol
}

egress_fits(way, "via") if object.get(way, "via", "") == object.get(input, "via", "")

egress_fits(way, "budget") if not states(way, "budget")

egress_fits(way, "budget") if {
	is_number(way.budget)
	is_number(input.budget)
	input.budget > 0
	input.budget <= way.budget
}

# An entry with sources is for jobs that let in these or fewer.
port_differs(entry) := {field |
	some field in entry_fields.publish_port
	not port_fits(as_table(entry, "port"), field)
}

port_fits(table, "port") if table.port == input.port

port_fits(table, "protocol") if not states(table, "protocol")

port_fits(table, "protocol") if table.protocol == input.protocol

port_fits(table, "from") if not states(table, "from")

port_fits(table, "from") if {
	is_array(input.from)
	every source in input.from {
		source in table.from
	}
}

secret_differs(entry) := {field |
	table := as_table(entry, "name")
	some field in ({"name"} | object.keys(table))
	not table[field] == input[field]
}

# An entry without `all` is for a device that does not stand for all of its kind, one without hooks
# for a device without.
device_differs(entry) := {field |
	table := as_table(entry, "device")
	some field in {"device", "all", "hooks"} | object.keys(table)
	not device_fits(table, field)
}

device_fits(table, "all") if object.get(table, "all", false) == object.get(input, "all", false)

device_fits(table, "hooks") if object.get(table, "hooks", []) == object.get(input, "hooks", [])

device_fits(table, field) if {
	not field in {"all", "hooks"}
	table[field] == input[field]
}

# What entries may say, that which they are about first.
entry_fields := {
	"attach_device": ["device", "sha256", "all", "hooks", "nodes", "env", "mounts"],
	"open_egress": ["host", "port", "protocol", "via", "budget"],
	"publish_port": ["port", "protocol", "from"],
	"release_secret": ["name", "delivery", "path", "mode", "uid", "gid", "variable", "version"],
}

beside := [{"entry": as_table(entry, "device"), "differs": device_differs(entry)} |
	some entry in data.policy.devices
] if {
	input.rule == "attach_device"
}

beside := [{"entry": way, "differs": egress_differs(way)} |
	some way in data.policy.egress
] if {
	input.rule == "open_egress"
}

beside := [{"entry": as_table(entry, "port"), "differs": port_differs(entry)} |
	some entry in data.policy.ports
] if {
	input.rule == "publish_port"
}

beside := [{"entry": as_table(entry, "name"), "differs": secret_differs(entry)} |
	some entry in data.policy.secrets
] if {
	input.rule == "release_secret"
}

# Those about the same thing if there are any, and of these those that differ in the fewest fields.
nearest_entries := [one | some one in comparable; count(one.differs) == fewest_differences]

fewest_differences := min([count(one.differs) | some one in comparable])

comparable := about_the_same if count(about_the_same) > 0

comparable := beside if count(about_the_same) == 0

about_the_same := [one |
	some one in beside
	not entry_fields[input.rule][0] in one.differs
]

# The first field in which they differ.
nearest_field := [field |
	some field in entry_fields[input.rule]
	some one in nearest_entries
	field in one.differs
][0]

nearest_values := {value |
	some one in nearest_entries
	nearest_field in one.differs
	value := entry_value(one.entry, nearest_field)
}

entry_value(entry, field) := entry[field]

entry_value(entry, "protocol") := "tcp" if not states(entry, "protocol")

entry_value(entry, "via") := "" if not states(entry, "via")

entry_value(entry, "all") := false if not states(entry, "all")

entry_value(entry, "hooks") := [] if not states(entry, "hooks")

# Whether something that a list is about stands in it, and only a field beside it differs.
listed_otherwise if nearest_field != entry_fields[input.rule][0]

hint[field] := nearest_text if {
	field := nearest_field
	count(nearest_values) > 0
}

nearest_text := sprintf("at most %v, and not 0", [max(nearest_values)]) if {
	nearest_field == "budget"
} else := "leave it out" if {
	nearest_values == {""}
} else := one_of(sort(nearest_values))
