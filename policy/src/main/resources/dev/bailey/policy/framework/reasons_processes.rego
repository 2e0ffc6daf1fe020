# Why a container or a process is denied.
package framework

creating if input.rule == "create_container"

executing if input.rule == "exec_in_container"

running_external if input.rule == "exec_external"

errors contains "container already started" if {
	creating
	container_started
}

errors contains "container not started" if {
	input.rule in {"exec_in_container", "shutdown_container", "signal_container_process"}
	not container_started
}

errors contains "invalid command" if {
	creating
	not command_of_some_container
}

command_of_some_container if count(created_to_run_this) > 0

command_of_some_container if {
	some container in candidates
	container.command == input.argList
}

errors contains "invalid command" if {
	executing
	not command_of_some_process
}

command_of_some_process if {
	some container in candidates
	command_executable(container)
}

errors contains "invalid command" if {
	running_external
	not command_of_some_external_process
}

command_of_some_external_process if {
	some process in candidate_external_processes
	process.command == input.argList
}

errors contains "invalid working directory" if {
	input.rule in {"create_container", "exec_in_container", "exec_external"}
	not working_directory_known
}

working_directory_known if {
	some ruled in asked_about
	ruled.working_dir == input.workingDir
}

# The objects that the request could be one of.
default asked_about := []

asked_about := candidates if creating

asked_about := candidates if executing

asked_about := candidate_external_processes if running_external

errors contains sprintf("invalid env list: %s", [concat(",", names)]) if {
	input.rule in {"create_container", "exec_in_container", "exec_external"}
	names := [split(entry, "=")[0] |
		some entry in input.envList
		not variable_known_to_some(entry)
	]
	count(names) > 0
}

variable_known_to_some(entry) if {
	some ruled in asked_about
	variable_known(entry, ruled.env_rules)
}

errors contains "invalid env list" if {
	creating
	every container in candidates {
		created_like(container)
		some entry in input.envList
		not variable_known(entry, container.env_rules)
	}
}

# Whether a container is what is to be created, but for its environment and capabilities.
created_like(container) if {
	is_linux
	container.working_dir == input.workingDir
	container.command == input.argList
	no_new_privileges_ok(container.no_new_privileges)
	user_ok(container.user)
	privileged_ok(container.allow_elevated)
	mounts_ok(container)
}

created_like(container) if {
	is_windows
	container.working_dir == input.workingDir
	container.command == input.argList
	user_ok(container.user)
}

errors contains "missing required environment variable" if {
	creating
	is_linux
	not container_started
	some container in created_to_run_this
	created_like(container)
	not requirements_met(container.env_rules, input.envList)
}

errors contains "missing required environment variable" if {
	executing
	is_linux
	container_started
	some container in executing_alike
	not requirements_met(container.env_rules, input.envList)
}

errors contains "missing required environment variable" if {
	running_external
	some process in external_alike
	not requirements_met(process.env_rules, input.envList)
}

errors contains "privileged escalation not allowed" if {
	creating
	is_linux
	not privilege_of_some_container
}

privilege_of_some_container if {
	some container in candidates
	privileged_ok(container.allow_elevated)
}

errors contains sprintf("invalid mount list: %s", [concat(",", destinations)]) if {
	creating
	is_linux
	destinations := [mount.destination |
		some mount in input.mounts
		not mount_of_some_container(mount)
	]
	count(destinations) > 0
}

mount_of_some_container(mount) if {
	some container in candidates
	mount_allowed(mount, container)
}

errors contains "invalid noNewPrivileges" if {
	creating
	is_linux
	not no_new_privileges_of_some_container
}

no_new_privileges_of_some_container if {
	some container in candidates
	no_new_privileges_ok(container.no_new_privileges)
}

errors contains "invalid user" if {
	creating
	not user_of_some_container
}

user_of_some_container if {
	some container in candidates
	user_ok(container.user)
}

errors contains "invalid seccomp" if {
	creating
	is_linux
	not seccomp_of_some_container
}

seccomp_of_some_container if {
	some container in candidates
	container.seccomp_profile_sha256 == input.seccompProfileSHA256
}

errors contains "devices not supported" if {
	creating
	is_linux
	not devices_ok
}

# A denied process inside a container is compared with its own entry, which as a rule has neither
# a user nor a wish for no new privileges.
errors contains "invalid user" if {
	executing
	not user_of_some_process
}

user_of_some_process if {
	some container in candidates
	some process in container.exec_processes
	process.command == input.argList
	process.working_dir == input.workingDir
	user_ok(process.user)
}

errors contains "invalid noNewPrivileges" if {
	executing
	is_linux
	not no_new_privileges_of_some_process
}

no_new_privileges_of_some_process if {
	some container in candidates
	some process in container.exec_processes
	process.command == input.argList
	process.working_dir == input.workingDir
	no_new_privileges_ok(process.no_new_privileges)
}

errors contains "capabilities don't match" if {
	creating
	is_linux
	not container_started
	count(created_with_environment) > 0
	count(creatable) == 0
}

errors contains "capabilities don't match" if {
	executing
	is_linux
	count(executing_with_environment) > 0
	count(executable) == 0
}

errors contains "containers only distinguishable by capabilties" if {
	creating
	is_linux
	not container_started
	count(created_with_environment) > 0
	not create_capabilities
}

errors contains "containers only distinguishable by allow_stdio_access" if {
	creating
	not container_started
	count(creatable) > 0
	not common_stdio_access(creatable)
}

errors contains "external processes only distinguishable by allow_stdio_access" if {
	running_external
	count(external_runnable) > 0
	not common_stdio_access(external_runnable)
}

errors contains "target isn't allowed to receive the signal" if {
	input.rule == "signal_container_process"
	not signal_of_some_container
}

signal_of_some_container if {
	some container in candidates
	signal_ok(container)
}
