# Bailey's own enforcement points, in the manner of data.api. They have no defaults: what a policy
# does not say is denied.
package bailey_api

version := "0.1.0"

enforcement_points := {point: {"introducedVersion": "0.1.0"} |
	some point in {
		"submit_job",
		"pull_image",
		"attach_device",
		"release_secret",
		"open_egress",
		"publish_port",
		"store_output",
		"read_output",
		"read_log",
		"delete_job",
		"change_policy",
		"change_secret",
		"break_glass",
	}
}
