# The house policy: admits jobs that keep to the floor, on their owner's own machine. What is not
# said here is denied.
package policy

import data.bailey

api_version := "0.12.0"

# A layer is mounted once, and unmounted if it is mounted.
mount_device := bailey.answer(
	["target", "deviceHash"], objections.mount_device,
	[bailey.put("devices", input.target, input.deviceHash)],
)

objections.mount_device contains bailey.objection(
	"target", "a layer target",
	"/run/mounts/scsi/m<number>",
) if {
	not bailey.is_layer_target(input.target)
}

objections.mount_device contains bailey.objection("target", "a layer target is used once", "") if {
	bailey.knows("devices", input.target)
}

unmount_device := bailey.answer(
	["unmountTarget"], objections.unmount_device,
	[bailey.drop("devices", input.unmountTarget)],
)

objections.unmount_device contains bailey.objection("unmountTarget", "a mounted layer", "") if {
	not bailey.knows("devices", input.unmountTarget)
}

# A root is composed once for a container, of mounted layers.
mount_overlay := bailey.answer(["containerID", "layerPaths", "target"], objections.mount_overlay, [
	bailey.put("composed", input.containerID, true),
	bailey.put("overlays", input.target, input.containerID),
])

objections.mount_overlay contains bailey.objection(
	"layerPaths", "an overlay is made of mounted layers",
	"mount them first",
) if {
	not layers_mounted
}

objections.mount_overlay contains bailey.objection(
	"containerID", "an overlay is composed once for a container",
	"",
) if {
	bailey.knows("composed", input.containerID)
}

objections.mount_overlay contains bailey.objection("target", "an overlay target is used once", "") if {
	bailey.knows("overlays", input.target)
}

layers_mounted if {
	count(input.layerPaths) > 0
	every path in input.layerPaths {
		bailey.knows("devices", path)
	}
}

unmount_overlay := bailey.answer(
	["unmountTarget"], objections.unmount_overlay,
	[bailey.drop("overlays", input.unmountTarget)],
)

objections.unmount_overlay contains bailey.objection("unmountTarget", "a composed overlay", "") if {
	not bailey.knows("overlays", input.unmountTarget)
}

# Scratch is mounted once at a place and need not be encrypted.
scratch_mount := bailey.answer(
	["target", "encrypted"], objections.scratch_mount,
	[bailey.put("scratch", input.target, true)],
)

objections.scratch_mount contains bailey.objection("target", "scratch is mounted once", "") if {
	bailey.knows("scratch", input.target)
}

scratch_unmount := bailey.answer(
	["unmountTarget"], objections.scratch_unmount,
	[bailey.drop("scratch", input.unmountTarget)],
)

objections.scratch_unmount contains bailey.objection("unmountTarget", "mounted scratch", "") if {
	not bailey.knows("scratch", input.unmountTarget)
}

# A directory of the host is shared with a container that is composed.
plan9_mount := bailey.answer(["target"], objections.plan9_mount, [bailey.put("binds", input.target, true)])

objections.plan9_mount contains bailey.objection(
	"target", "a directory of a composed container",
	"/run/gcs/c/<container>/mounts/m<number>",
) if {
	not bind_of_composed
}

objections.plan9_mount contains bailey.objection("target", "a place is used once", "") if {
	bailey.knows("binds", input.target)
}

bind_of_composed if bailey.knows("composed", bailey.container_of_bind(input.target))

plan9_unmount := bailey.answer(
	["unmountTarget"], objections.plan9_unmount,
	[bailey.drop("binds", input.unmountTarget)],
)

objections.plan9_unmount contains bailey.objection("unmountTarget", "a mounted directory", "") if {
	not bailey.knows("binds", input.unmountTarget)
}

# A container is created once, with no privilege and no device, behind a filter of system calls.
create_container := bailey.answer(
	["containerID", "argList", "privileged", "devices", "seccompProfileSHA256", "noNewPrivileges", "capabilities", "user"], objections.create_container,
	[bailey.put("started", input.containerID, true)],
)

objections.create_container contains bailey.objection(
	"containerID", "a container needs its overlay",
	"",
) if {
	not bailey.knows("composed", input.containerID)
}

objections.create_container contains bailey.objection(
	"containerID", "a container is created once",
	"",
) if {
	bailey.knows("started", input.containerID)
}

objections.create_container contains bailey.objection("privileged", "not privileged", "false") if {
	not input.privileged == false
}

objections.create_container contains bailey.objection("devices", "no device", "[]") if {
	not input.devices == []
}

objections.create_container contains bailey.objection(
	"seccompProfileSHA256", "a system call filter",
	"the digest of a profile",
) if {
	not bailey.is_digest(input.seccompProfileSHA256)
}

objections.create_container contains objection if some objection in bailey.privileges

# A process may join a container that was created, if it is as powerless.
exec_in_container := bailey.answer(["containerID", "argList", "noNewPrivileges", "capabilities", "user"], objections.exec_in_container, [])

objections.exec_in_container contains created if not is_created

objections.exec_in_container contains objection if some objection in bailey.privileges

signal_container_process := bailey.answer(["containerID", "signal"], objections.signal_container_process, [])

objections.signal_container_process contains created if not is_created

objections.signal_container_process contains bailey.objection(
	"signal", "a signal of the list",
	sprintf("one of %v", [signals]),
) if {
	not input.signal in signals
}

signals := [1, 2, 3, 9, 10, 12, 15]

shutdown_container := bailey.answer(["containerID"], objections.shutdown_container, [])

objections.shutdown_container contains created if not is_created

is_created if bailey.knows("started", input.containerID)

created := bailey.objection("containerID", "a container that was created", "")

# These programs of the host may run: for images, mounts and settings of the kernel.
exec_external := bailey.answer(["argList"], objections.exec_external, [])

objections.exec_external contains bailey.objection(
	"argList", "a host program of the list",
	sprintf("one of %v", [host_programs]),
) if {
	not is_host_program
}

is_host_program if input.argList[0] in host_programs

host_programs := [
	"/usr/bin/apt-get",
	"/usr/bin/mmdebstrap",
	"/usr/bin/mount",
	"/usr/bin/podman",
	"/usr/sbin/sysctl",
]

# Where jobs may connect to, and which of their ports others may. An owner adds to these lists; while
# they are empty, jobs have no network.
egress := []

ports := []

# A job comes in if it wants no network, or if there is something in the lists; an image if it is
# named by its digest.
submit_job := bailey.answer(["job", "plan", "image", "network"], objections.submit_job, [])

objections.submit_job contains bailey.objection("network", "no network", "none") if {
	not network_is_known
}

network_is_known if input.network == "none"

network_is_known if {
	input.network == "allow-list"
	count(egress) + count(ports) > 0
}

open_egress := bailey.answer(
	["host", "port", "protocol", "budget"], objections.open_egress,
	[],
)

objections.open_egress contains bailey.objection(
	"host", sprintf("a destination of the list, for port %v/%v", [input.port, input.protocol]),
	sprintf("egress of the policy: %v", [egress]),
) if {
	not bailey.egress_known
}

publish_port := bailey.answer(["name", "port", "protocol", "from"], objections.publish_port, [])

objections.publish_port contains bailey.objection(
	"port", "a port of the list",
	sprintf("ports of the policy: %v", [ports]),
) if {
	not bailey.port_known
}

# Which secrets of the owner and which devices of the host jobs may have. An owner adds to these lists.
secrets := []

devices := []

release_secret := bailey.answer(
	["containerID", "name", "version", "delivery"], objections.release_secret,
	[],
)

objections.release_secret contains bailey.objection(
	"name", "a secret of the list",
	sprintf("secrets of the policy: %v", [secrets]),
) if {
	not bailey.secret_known
}

attach_device := bailey.answer(
	["containerID", "device", "sha256", "nodes", "env", "mounts", "hooks"], objections.attach_device,
	[],
)

objections.attach_device contains bailey.objection(
	"device", "a device of the list, \"all\" and hooks only where its entry says so",
	sprintf("devices of the policy: %v", [devices]),
) if {
	not bailey.device_known
}

pull_image := bailey.answer(["reference", "digest"], objections.pull_image, [])

objections.pull_image contains bailey.objection("digest", "an image by digest", "") if {
	not bailey.is_digest(input.digest)
}

# Owners see what their jobs say and make, and take it away.
get_properties := bailey.granted

store_output := bailey.granted

read_output := bailey.granted

read_log := bailey.granted

delete_job := bailey.granted

# Owners put another policy in force; who may sign one is decided before this is asked.
change_policy := bailey.granted

# Owners store and remove secrets; which jobs get one is another question.
change_secret := bailey.granted
