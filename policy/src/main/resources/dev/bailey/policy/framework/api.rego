# The enforcement points of API 0.12.0: since when each is asked, what a policy answers that is
# older than the point or leaves a key out, and whether the framework decides in its place.
package api

version := "0.12.0"

enforcement_points := {
	"mount_device": since("0.1.0", {"allowed": false}),
	"mount_overlay": since("0.1.0", {"allowed": false}),
	"create_container": since("0.1.0", {
		"allowed": false,
		"env_list": null,
		"allow_stdio_access": false,
	}),
	"unmount_device": since("0.2.0", {"allowed": true}),
	"exec_in_container": since("0.2.0", {"allowed": true, "env_list": null}),
	"exec_external": since("0.3.0", {
		"allowed": true,
		"env_list": null,
		"allow_stdio_access": false,
	}),
	"shutdown_container": since("0.4.0", {"allowed": true}),
	"signal_container_process": since("0.5.0", {"allowed": true}),
	"unmount_overlay": since("0.6.0", {"allowed": true}),
	"plan9_mount": since("0.6.0", {"allowed": true}),
	"plan9_unmount": since("0.6.0", {"allowed": true}),
	"get_properties": since("0.7.0", {"allowed": true}),
	"dump_stacks": since("0.7.0", {"allowed": true}),
	"runtime_logging": since("0.8.0", {"allowed": true}),
	"load_fragment": since("0.9.0", {"allowed": false, "add_module": false}),
	"scratch_mount": since("0.10.0", {"allowed": true}),
	"scratch_unmount": since("0.10.0", {"allowed": true}),
	"registry_changes": since("0.10.0", {"allowed": false}),
	"mount_cims": since("0.11.0", {"allowed": false}),
	"rw_mount_device": by_framework_since("0.11.0"),
	"rw_unmount_device": by_framework_since("0.11.0"),
	"log_provider": since("0.11.0", {"allowed": true, "providers_to_keep": null}),
	"mount_blockdev": since("0.11.1", {"allowed": false}),
	"unmount_blockdev": since("0.11.1", {"allowed": false}),
	"load_transparency_trust_list": since("0.12.0", {"allowed": false}),
	"host_network": since("0.12.0", {"allowed": false}),
}

since(introduced, defaults) := {
	"introducedVersion": introduced,
	"default_results": defaults,
	"use_framework": false,
}

by_framework_since(introduced) := {
	"introducedVersion": introduced,
	"default_results": {},
	"use_framework": true,
}
