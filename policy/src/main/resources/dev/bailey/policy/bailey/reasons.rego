# Why one of Bailey's own points says no.
package bailey

reason := {"errors": errors, "error_objects": error_objects}

default error_objects := null

error_objects := data.policy.images if input.rule == "pull_image"

error_objects := data.policy.devices if input.rule == "attach_device"

error_objects := data.policy.egress if input.rule == "open_egress"

error_objects := data.policy.ports if input.rule == "publish_port"

error_objects := data.policy.outputs if input.rule == "store_output"

# What is looked up at a point, and where.
lists := {
	"pull_image": ["image", "images"],
	"attach_device": ["device", "devices"],
	"release_secret": ["secret", "secrets"],
	"open_egress": ["destination", "egress"],
	"publish_port": ["port", "ports"],
	"change_policy": ["signer", "signers"],
}

errors contains sprintf("%s is not in the list of %s", lists[input.rule]) if not listed_otherwise

errors contains sprintf(
	"%s is in the list of %s with another %s",
	array.concat(lists[input.rule], [nearest_field]),
) if {
	listed_otherwise
}

errors contains "image is not in the list of images" if {
	input.rule == "submit_job"
	not image_known
}

errors contains "network is not in the list of networks" if {
	input.rule == "submit_job"
	not network_known
}

errors contains "code is not in the list of codes" if {
	input.rule == "submit_job"
	not code_known
}

errors contains sprintf("outputs are not in the list of outputs: %s", [concat(",", names)]) if {
	input.rule == "submit_job"
	names := sort(unknown_outputs)
	count(names) > 0
}

errors contains sprintf("limits.%s is above the limit", [name]) if {
	input.rule == "submit_job"
	some name in limits_exceeded
}

errors contains sprintf("inputs are not in the list of datasets: %s", [concat(",", names)]) if {
	input.rule == "submit_job"
	names := sort(unknown_datasets)
	count(names) > 0
}

errors contains "output is not in the list of outputs" if {
	input.rule == "store_output"
	count(outputs_named(input.name)) == 0
}

errors contains "output is larger than the list of outputs allows" if {
	input.rule == "store_output"
	count(outputs_named(input.name)) > 0
	not output_fits
}

errors contains "there are more outputs than max_outputs allows" if {
	input.rule == "store_output"
	output_fits
	max_outputs_declared
	not outputs_left
}

errors contains "allow_read_output is not true" if {
	input.rule == "read_output"
	not data.policy.allow_read_output
}

errors contains "allow_read_log is not true" if {
	input.rule == "read_log"
	not data.policy.allow_read_log
}

errors contains "allow_delete_job is not true" if {
	input.rule == "delete_job"
	not data.policy.allow_delete_job
}

errors contains "allow_change_secret is not true" if {
	input.rule == "change_secret"
	not data.policy.allow_change_secret
}

errors contains "allow_break_glass is not true" if {
	input.rule == "break_glass"
	not data.policy.allow_break_glass
}

errors contains "breaking the glass needs a reason" if {
	input.rule == "break_glass"
	data.policy.allow_break_glass
	not reason_given
}
