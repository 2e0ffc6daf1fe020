# What Bailey's own points make of the lists that a policy declares:
#
#   images                  digests, in hexadecimal digits
#   datasets                digests, or [{"name": "train", "sha256": "…"}] for one name only
#   networks                names; "none" is the job without one
#   devices                 names, or [{"device": "nvidia.com/gpu=0", "sha256": "…"}]; with
#                           "all": true for a device called all, with "hooks": digests for one
#                           whose specification has hooks, which are not run
#   secrets                 names, or [{"name": "token", "delivery": "file", "path": "/run/t"}]
#   egress                  [{"host": "example.com", "port": 443, "protocol": "tcp"}];
#                           through the broker with "via": "broker"; with a "budget" for jobs
#                           whose own is not larger
#   ports                   numbers, or [{"port": 80, "protocol": "tcp", "from": ["host"]}] for
#                           no other sources
#   outputs                 [{"name": "model.*", "max_bytes": 1000}], the name as a whole
#   signers                 identities whose policies may follow
#
# and of its flags allow_read_output, allow_read_log, allow_delete_job, allow_change_secret,
# allow_break_glass. A list that is not there is empty, a flag that is not there is false. Three
# things narrow further where they are declared:
#
#   codes                   digests of the code that a job may bring
#   limits                  {"memory_bytes": 1000}, at most
#   max_outputs             number of different outputs of one attempt
#
# An entry of devices or secrets that is an object fits where the question says the same of each of
# its fields.
package bailey

enforcement_point_info := object.union(
	{"status": "available", "default_results": {}, "use_framework": false},
	data.bailey_api.enforcement_points[input.name],
)

default submit_job := {"allowed": false}

submit_job := {"allowed": true} if {
	image_known
	network_known
	code_known
	is_array(input.inputs)
	count(unknown_datasets) == 0
	outputs_stated
	count(unknown_outputs) == 0
	count(limits_exceeded) == 0
}

image_known if input.image in data.policy.images

network_known if input.network in data.policy.networks

code_known if not codes_declared

code_known if input.code in data.policy.codes

codes_declared if _ := data.policy.codes

unknown_datasets contains dataset if {
	some i, dataset in input.inputs
	not dataset_known(i, dataset)
}

dataset_known(_, dataset) if dataset in data.policy.datasets

dataset_known(i, dataset) if {
	{"name": input.input_names[i], "sha256": dataset} in data.policy.datasets
}

unknown_outputs contains name if {
	outputs_declared
	some name in input.outputs
	count(outputs_named(name)) == 0
}

outputs_declared if _ := data.policy.outputs

outputs_stated if not outputs_declared

outputs_stated if is_array(input.outputs)

limits_exceeded contains name if {
	some name, _ in data.policy.limits
	not within_limit(name)
}

within_limit(name) if {
	is_number(data.policy.limits[name])
	is_number(input.limits[name])
	input.limits[name] <= data.policy.limits[name]
}

default pull_image := {"allowed": false}

pull_image := {"allowed": true} if input.digest in data.policy.images

default attach_device := {"allowed": false}

attach_device := {"allowed": true} if device_known

device_known if {
	some entry in data.policy.devices
	count(device_differs(entry)) == 0
}

fits(entry, key) if {
	entry[key] == input[key]
	every field, value in entry {
		input[field] == value
	}
}

default release_secret := {"allowed": false}

release_secret := {"allowed": true} if secret_known

secret_known if input.name in data.policy.secrets

secret_known if {
	some entry in data.policy.secrets
	fits(entry, "name")
}

default open_egress := {"allowed": false}

open_egress := {"allowed": true} if egress_known

egress_known if {
	some way in data.policy.egress
	way.host == input.host
	count(egress_differs(way)) == 0
}

default publish_port := {"allowed": false}

publish_port := {"allowed": true} if port_known

port_known if {
	some entry in data.policy.ports
	count(port_differs(entry)) == 0
}

default store_output := {"allowed": false}

store_output := {"allowed": true} if {
	output_fits
	not max_outputs_declared
}

store_output := {
	"allowed": true,
	"metadata": [{"name": "stored_outputs", "action": "update", "key": input.name, "value": true}],
} if {
	output_fits
	outputs_left
}

output_fits if {
	some output in outputs_named(input.name)
	is_number(output.max_bytes)
	input.size <= output.max_bytes
}

outputs_named(name) := [output |
	some output in data.policy.outputs
	regex.match(sprintf("^(?:%s)$", [output.name]), name)
]

max_outputs_declared if _ := data.policy.max_outputs

outputs_left if {
	is_number(data.policy.max_outputs)
	count(outputs_with_this) <= data.policy.max_outputs
}

outputs_with_this := {name | some name, _ in data.metadata.stored_outputs} | {input.name}

default read_output := {"allowed": false}

read_output := {"allowed": true} if data.policy.allow_read_output

default read_log := {"allowed": false}

read_log := {"allowed": true} if data.policy.allow_read_log

default delete_job := {"allowed": false}

delete_job := {"allowed": true} if data.policy.allow_delete_job

default change_policy := {"allowed": false}

change_policy := {"allowed": true} if input.signer in data.policy.signers

default change_secret := {"allowed": false}

change_secret := {"allowed": true} if data.policy.allow_change_secret

default break_glass := {"allowed": false}

break_glass := {"allowed": true} if {
	data.policy.allow_break_glass
	reason_given
}

# Some letters, not only blanks.
reason_given if regex.match(`\pL`, input.reason)
