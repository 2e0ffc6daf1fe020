# What Bailey's own points make of the lists that a policy declares:
#
#   images, datasets        digests, in hexadecimal digits
#   networks                names; "none" is the job without one
#   devices, secrets        names
#   egress                  [{"host": "example.com", "port": 443}]
#   ports                   numbers
#   outputs                 [{"name": "model.*", "max_bytes": 1000}], the name as a whole
#   signers                 identities whose policies may follow
#
# and of its flags allow_read_output, allow_read_log, allow_delete_job, allow_break_glass. A list
# that is not there is empty, a flag that is not there is false.
package bailey

enforcement_point_info := object.union(
	{"status": "available", "default_results": {}, "use_framework": false},
	data.bailey_api.enforcement_points[input.name],
)

default submit_job := {"allowed": false}

submit_job := {"allowed": true} if {
	image_known
	network_known
	count(unknown_datasets) == 0
}

image_known if input.image in data.policy.images

network_known if input.network in data.policy.networks

unknown_datasets contains dataset if {
	some dataset in input.inputs
	not dataset_known(dataset)
}

dataset_known(dataset) if dataset in data.policy.datasets

default pull_image := {"allowed": false}

pull_image := {"allowed": true} if input.digest in data.policy.images

default attach_device := {"allowed": false}

attach_device := {"allowed": true} if input.device in data.policy.devices

default release_secret := {"allowed": false}

release_secret := {"allowed": true} if input.name in data.policy.secrets

default open_egress := {"allowed": false}

open_egress := {"allowed": true} if {
	some way in data.policy.egress
	way.host == input.host
	way.port == input.port
}

default publish_port := {"allowed": false}

publish_port := {"allowed": true} if input.port in data.policy.ports

default store_output := {"allowed": false}

store_output := {"allowed": true} if {
	some output in outputs_of_this_name
	input.size <= output.max_bytes
}

outputs_of_this_name := [output |
	some output in data.policy.outputs
	regex.match(sprintf("^(?:%s)$", [output.name]), input.name)
]

default read_output := {"allowed": false}

read_output := {"allowed": true} if data.policy.allow_read_output

default read_log := {"allowed": false}

read_log := {"allowed": true} if data.policy.allow_read_log

default delete_job := {"allowed": false}

delete_job := {"allowed": true} if data.policy.allow_delete_job

default change_policy := {"allowed": false}

change_policy := {"allowed": true} if input.signer in data.policy.signers

default break_glass := {"allowed": false}

break_glass := {"allowed": true} if {
	data.policy.allow_break_glass
	input.reason != ""
}
