# Why a request is denied: everything that is wrong with it, and what it was compared with. The
# enforcer asks with the name of the enforcement point in `input.rule`.
package framework

reason := {"errors": errors, "error_objects": error_objects}

default error_objects := null

error_objects := candidates if input.rule == "create_container"

error_objects := [process |
	some container in candidates
	some process in container.exec_processes
] if {
	input.rule == "exec_in_container"
}

error_objects := candidate_external_processes if input.rule == "exec_external"

error_objects := candidate_fragments if input.rule == "load_fragment"

errors contains "framework_version is missing. Current version: 0.5.0" if {
	not policy_framework_version
}

errors contains ahead("framework_version", policy_framework_version)

errors contains "fragment framework_version is missing. Current version: 0.5.0" if {
	input.rule == "load_fragment"
	input.fragment_loaded
	not fragment_framework_version
}

errors contains ahead("fragment framework_version", fragment_framework_version) if {
	input.rule == "load_fragment"
	input.fragment_loaded
}

ahead(name, declared) := sprintf(
	"%s is ahead of the current version: %s is greater than %s",
	[name, declared, version],
) if {
	older_than(version, declared)
}

# Devices, overlays, shared directories and scratch space.
errors contains "deviceHash not found" if {
	input.rule == "mount_device"
	not device_hash_known
}

errors contains "device already mounted at path" if {
	input.rule in {"mount_device", "rw_mount_device"}
	device_at(input.target)
}

errors contains "device already mounted at path" if {
	input.rule == "plan9_mount"
	shared_at(input.target)
}

errors contains "mountpoint invalid" if {
	input.rule in {"mount_device", "rw_mount_device"}
	not mount_path_ok
}

errors contains "no device at path to unmount" if {
	input.rule in {"unmount_device", "rw_unmount_device"}
	not device_at(input.unmountTarget)
}

errors contains "no device at path to unmount" if {
	input.rule == "plan9_unmount"
	not shared_at(input.unmountTarget)
}

errors contains "received read-only unmount request, but device provided is read-write" if {
	input.rule == "unmount_device"
	read_write_at(input.unmountTarget)
}

errors contains "received read-write unmount request, but device provided is read-only" if {
	input.rule == "rw_unmount_device"
	read_only_at(input.unmountTarget)
}

errors contains concat(" ", [
	"unencrypted scratch not allowed,",
	"non-readonly mount request for SCSI disk must request encryption",
]) if {
	input.rule == "rw_mount_device"
	not encryption_ok
}

errors contains "ensureFilesystem must be set on rw device mounts" if {
	input.rule == "rw_mount_device"
	not input.ensureFilesystem
}

errors contains "rw device mounts uses a filesystem that is not allowed" if {
	input.rule == "rw_mount_device"
	not filesystem_ok
}

errors contains "blockdev mounts are not supported" if {
	input.rule in {"mount_blockdev", "unmount_blockdev"}
}

errors contains "overlay has already been mounted" if {
	input.rule == "mount_overlay"
	container_matched
}

errors contains "no matching containers for overlay" if {
	input.rule == "mount_overlay"
	count(containers_with_layers) == 0
}

errors contains "no overlay at path to unmount" if {
	input.rule == "unmount_overlay"
	not overlay_at(input.unmountTarget)
}

errors contains "scratch already mounted at path" if {
	input.rule == "scratch_mount"
	scratch_at(input.target)
}

errors contains "unencrypted scratch not allowed" if {
	input.rule == "scratch_mount"
	not encryption_ok
}

errors contains "no scratch at path to unmount" if {
	input.rule == "scratch_unmount"
	not scratch_at(input.unmountTarget)
}

errors contains "log provider not allowed by policy" if {
	input.rule == "log_provider"
	not providers_ok
}
