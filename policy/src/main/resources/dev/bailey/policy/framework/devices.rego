# Devices, overlays, shared directories and scratch space: each is mounted once, where it may be,
# and unmounted only if it is there.
package framework

read_only_at(target) if data.metadata.devices[target]

read_write_at(target) if data.metadata.rw_devices[target]

device_at(target) if read_only_at(target)

device_at(target) if read_write_at(target)

overlay_at(target) if data.metadata.overlayTargets[target]

shared_at(target) if data.metadata.p9mounts[target]

scratch_at(target) if data.metadata.scratch_mounts[target]

mount_path_ok if regex.match(anchored(input.mountPathRegex), input.target)

added(name, key, value) := [{"name": name, "action": "add", "key": key, "value": value}]

removed(name, key) := [{"name": name, "action": "remove", "key": key}]

# Read-only devices carry layers: only hashes that some container is made of.
default mount_device := {"allowed": false}

mount_device := {
	"allowed": true,
	"metadata": added("devices", input.target, input.deviceHash),
} if {
	not device_at(input.target)
	device_hash_known
	mount_path_ok
}

device_hash_known if input.deviceHash in data.policy.containers[_].layers

device_hash_known if {
	some container in included("containers")
	input.deviceHash in container.layers
}

default unmount_device := {"allowed": false}

unmount_device := {
	"allowed": true,
	"metadata": removed("devices", input.unmountTarget),
} if {
	read_only_at(input.unmountTarget)
}

# Read-write devices carry what containers write: made anew and, as a rule, encrypted.
default rw_mount_device := {"allowed": false}

rw_mount_device := {
	"allowed": true,
	"metadata": added("rw_devices", input.target, true),
} if {
	not device_at(input.target)
	encryption_ok
	input.ensureFilesystem
	filesystem_ok
	mount_path_ok
}

encryption_ok if input.encrypted

encryption_ok if data.policy.allow_unencrypted_scratch

filesystem_ok if input.filesystem in {"ext4", "xfs"}

default rw_unmount_device := {"allowed": false}

rw_unmount_device := {
	"allowed": true,
	"metadata": removed("rw_devices", input.unmountTarget),
} if {
	read_write_at(input.unmountTarget)
}

mount_blockdev := {"allowed": false}

unmount_blockdev := {"allowed": false}

# An overlay decides what a container may be: those whose layers are mounted in its order.
default mount_overlay := {"allowed": false}

mount_overlay := {
	"allowed": true,
	"metadata": array.concat(
		added("matches", input.containerID, containers_with_layers),
		added("overlayTargets", input.target, true),
	),
} if {
	not container_matched
	not overlay_at(input.target)
	count(containers_with_layers) > 0
}

container_matched if data.metadata.matches[input.containerID]

containers_with_layers := [container |
	some container in extended_containers
	container.layers == overlay_layers
	count(overlay_layers) == count(input.layerPaths)
]

# A request names the top layer first, a policy the base. Paths where nothing is mounted are missing.
overlay_layers := reversed([data.metadata.devices[path] | some path in input.layerPaths])

reversed(list) := [list[last - i] |
	last := count(list) - 1
	some i, _ in list
]

default unmount_overlay := {"allowed": false}

unmount_overlay := {
	"allowed": true,
	"metadata": removed("overlayTargets", input.unmountTarget),
} if {
	overlay_at(input.unmountTarget)
}

# Verified images of Windows take the place of an overlay.
default mount_cims := {"allowed": false}

mount_cims := {
	"allowed": true,
	"metadata": added("matches", input.containerID, containers_with_cims),
} if {
	not container_matched
	count(containers_with_cims) > 0
}

containers_with_cims := [container |
	some container in extended_containers
	container.layers == reversed(input.layerHashes)
	container.mounted_cim == input.mountedCim
]

# Directories that the host shares belong to a container whose overlay is mounted.
default plan9_mount := {"allowed": false}

plan9_mount := {
	"allowed": true,
	"metadata": added("p9mounts", input.target, container_id),
} if {
	not shared_at(input.target)
	container_id := shared_with
}

shared_with := container_id if {
	some container_id, _ in data.metadata.matches
	path := concat("", [input.rootPrefix, "/", container_id, input.mountPathPrefix])
	regex.match(anchored(path), input.target)
}

default plan9_unmount := {"allowed": false}

plan9_unmount := {
	"allowed": true,
	"metadata": removed("p9mounts", input.unmountTarget),
} if {
	shared_at(input.unmountTarget)
}

default scratch_mount := {"allowed": false}

scratch_mount := {
	"allowed": true,
	"metadata": added("scratch_mounts", input.target, {"encrypted": input.encrypted}),
} if {
	not scratch_at(input.target)
	encryption_ok
}

default scratch_unmount := {"allowed": false}

scratch_unmount := {
	"allowed": true,
	"metadata": removed("scratch_mounts", input.unmountTarget),
} if {
	scratch_at(input.unmountTarget)
}
