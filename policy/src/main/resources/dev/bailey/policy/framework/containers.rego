# Containers and their processes. A request narrows what the container may be, until one thing is
# left or several that it cannot tell apart.
package framework

container_started if data.metadata.started[input.containerID]

# What the container may still be.
candidates := data.metadata.matches[input.containerID]

narrowed(remaining) := [{
	"name": "matches",
	"action": "update",
	"key": input.containerID,
	"value": remaining,
}]

# Creating a container.
default create_container := {"allowed": false}

create_container := {
	"allowed": true,
	"env_list": create_environment,
	"caps_list": create_capabilities,
	"allow_stdio_access": allow_stdio_access,
	"metadata": array.concat(
		narrowed(creatable),
		added("started", input.containerID, {"privileged": privileged}),
	),
} if {
	not container_started
	count(creatable) > 0
	allow_stdio_access := common_stdio_access(creatable)
}

privileged := object.get(input, "privileged", false)

# Most candidates differ in what they run: the rest is asked of few.
created_to_run_this := [container |
	some container in candidates
	container.command == input.argList
	container.working_dir == input.workingDir
]

created_alike := [container |
	some container in created_to_run_this
	create_options_ok(container)
]

create_options_ok(container) if {
	is_linux
	no_new_privileges_ok(container.no_new_privileges)
	privileged_ok(container.allow_elevated)
	container.seccomp_profile_sha256 == input.seccompProfileSHA256
	devices_ok
	user_ok(container.user)
	mounts_ok(container)
}

create_options_ok(container) if {
	is_windows
	user_ok(container.user)
}

devices_ok if count(input.devices) == 0

create_environment := environment_of(created_alike)

created_with_environment := in_environment(created_alike, create_environment)

create_capabilities := capabilities_of(created_with_environment, privileged)

creatable := with_capabilities(created_with_environment, create_capabilities, privileged)

# Running a further process in a container.
default exec_in_container := {"allowed": false}

exec_in_container := {
	"allowed": true,
	"env_list": exec_environment,
	"caps_list": exec_capabilities,
	"metadata": narrowed(executable),
} if {
	container_started
	count(executable) > 0
}

started_privileged := data.metadata.started[input.containerID].privileged

executing_alike := [container |
	some container in candidates
	command_executable(container)
	container.working_dir == input.workingDir
	exec_options_ok(container)
]

command_executable(container) if {
	some process in container.exec_processes
	process.command == input.argList
}

exec_options_ok(container) if {
	is_linux
	no_new_privileges_ok(container.no_new_privileges)
	user_ok(container.user)
}

exec_options_ok(container) if {
	is_windows
	user_ok(container.user)
}

exec_environment := environment_of(executing_alike)

executing_with_environment := in_environment(executing_alike, exec_environment)

exec_capabilities := capabilities_of(executing_with_environment, started_privileged)

executable := with_capabilities(
	executing_with_environment,
	exec_capabilities,
	started_privileged,
)

# Running a program beside the containers.
default exec_external := {"allowed": false}

exec_external := {
	"allowed": true,
	"env_list": external_environment,
	"allow_stdio_access": allow_stdio_access,
} if {
	count(external_runnable) > 0
	allow_stdio_access := common_stdio_access(external_runnable)
}

external_alike := [process |
	some process in candidate_external_processes
	process.command == input.argList
	process.working_dir == input.workingDir
]

external_environment := environment_of(external_alike)

external_runnable := in_environment(external_alike, external_environment)

# The end of a container; that it has started is never forgotten.
default shutdown_container := {"allowed": false}

shutdown_container := {
	"allowed": true,
	"metadata": removed("matches", input.containerID),
} if {
	container_started
}

default signal_container_process := {"allowed": false}

signal_container_process := {
	"allowed": true,
	"metadata": narrowed(signalled),
} if {
	container_started
	count(signalled) > 0
}

signalled := [container |
	some container in candidates
	signal_ok(container)
]

signal_ok(container) if {
	input.isInitProcess
	input.signal in container.signals
}

signal_ok(container) if {
	not input.isInitProcess
	some process in container.exec_processes
	process.command == input.argList
	input.signal in process.signals
}

# The environment to go on with. Where variables may be dropped it is what most of the request
# comes to under some rules, if there is one answer only.
environment_of(_) := input.envList if not data.policy.allow_environment_variable_dropping

environment_of(ruled) := largest if {
	data.policy.allow_environment_variable_dropping
	subsets := {subset |
		some object in ruled
		subset := {entry | some entry in input.envList; variable_known(entry, object.env_rules)}
	}
	size := max([count(subset) | some subset in subsets])
	biggest := {subset | some subset in subsets; count(subset) == size}
	count(biggest) == 1
	some largest in biggest
}

in_environment(ruled, environment) := [object |
	some object in ruled
	environment_ok(environment, object.env_rules)
]

# Input and output are given or not; what is left must not disagree about it.
common_stdio_access(remaining) := allowed if {
	allowed := remaining[0].allow_stdio_access
	every object in remaining {
		object.allow_stdio_access == allowed
	}
}
