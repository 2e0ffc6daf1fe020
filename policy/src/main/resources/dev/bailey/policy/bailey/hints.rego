# What would do in the place of what was denied: by field of the question, a text for people. Asked
# only after a denial, with the memory as it was then.
package bailey

one_of(list) := sprintf("one of %v", [list])

advice := {"hint": hint, "compared": compared}

# The containers that a process of a container was compared with.
default compared := []

compared := data.framework.candidates if input.rule == "exec_in_container"

hint["deviceHash"] := one_of(known_layers) if {
	input.rule == "mount_device"
	not input.deviceHash in known_layers
}

known_layers := sort({layer | some layer in data.framework.candidate_containers[_].layers})

hint["target"] := "/run/mounts/scsi/m<number>" if {
	input.rule in {"mount_device", "rw_mount_device"}
	not data.framework.mount_path_ok
}

hint["target"] := "/run/gcs/c/<a container whose overlay is mounted>/mounts/m<number>" if {
	input.rule == "plan9_mount"
	not data.framework.shared_with
}

hint["layerPaths"] := one_of(mounted_overlays) if {
	overlay_unknown
	count(mounted_overlays) > 0
}

hint["layerPaths"] := sprintf(
	"where the layers of a container are mounted, the top one first; not yet mounted is %s",
	[one_of(layers_to_mount)],
) if {
	overlay_unknown
	count(mounted_overlays) == 0
	count(layers_to_mount) > 0
}

overlay_unknown if {
	input.rule == "mount_overlay"
	count(data.framework.containers_with_layers) == 0
}

# Paths of the containers whose layers are all mounted, in the order of a request.
mounted_overlays := sort({paths |
	some container in data.framework.candidate_containers
	count(layers_missing(container)) == 0
	paths := [places_of(layer)[0] | some layer in data.framework.reversed(container.layers)]
})

layers_to_mount := sort({layers_missing(container) |
	some container in data.framework.candidate_containers
})

layers_missing(container) := [layer |
	some layer in container.layers
	count(places_of(layer)) == 0
]

places_of(layer) := sort({path |
	some path, mounted in data.metadata.devices
	mounted == layer
})

hint["encrypted"] := "true" if {
	input.rule in {"scratch_mount", "rw_mount_device"}
	not data.framework.encryption_ok
}

hint["containerID"] := "a container whose overlay is mounted" if {
	input.rule == "create_container"
	not data.framework.candidates
}

hint["containerID"] := "a container that was created" if {
	input.rule in {"exec_in_container", "shutdown_container", "signal_container_process"}
	not data.framework.container_started
}

hint["signal"] := one_of(sort(allowed_signals)) if {
	input.rule == "signal_container_process"
	input.isInitProcess
	data.framework.container_started
}

allowed_signals := {signal | some signal in data.framework.candidates[_].signals}

hint["isInitProcess"] := "true" if {
	input.rule == "signal_container_process"
	data.framework.container_started
	not input.isInitProcess
	input.signal in allowed_signals
}

hint["image"] := one_of(data.policy.images) if {
	input.rule == "submit_job"
	not image_known
}

hint["digest"] := one_of(data.policy.images) if input.rule == "pull_image"

hint["network"] := one_of(data.policy.networks) if {
	input.rule == "submit_job"
	not network_known
}

hint["code"] := one_of(data.policy.codes) if {
	input.rule == "submit_job"
	not code_known
}

hint["inputs"] := one_of(known_datasets) if {
	input.rule == "submit_job"
	count(unknown_datasets) > 0
}

known_datasets := [dataset | some dataset in data.policy.datasets]

hint["outputs"] := one_of([output.name | some output in data.policy.outputs]) if {
	input.rule == "submit_job"
	count(unknown_outputs) > 0
}

hint[sprintf("limits.%s", [name])] := sprintf("at most %v", [data.policy.limits[name]]) if {
	input.rule == "submit_job"
	some name in limits_exceeded
}

hint["reason"] := "why it must be" if {
	input.rule == "break_glass"
	data.policy.allow_break_glass
	not reason_given
}

hint["signer"] := one_of(data.policy.signers) if input.rule == "change_policy"

hint["name"] := one_of([output.name | some output in data.policy.outputs]) if {
	input.rule == "store_output"
	count(outputs_named(input.name)) == 0
}

hint["size"] := sprintf("at most %v", [max([output.max_bytes | some output in outputs_named(input.name)])]) if {
	input.rule == "store_output"
	count(outputs_named(input.name)) > 0
	not output_fits
}
