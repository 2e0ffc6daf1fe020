# Made of a configuration.
#
package policy

api_version := "0.12.0"
framework_version := "0.5.0"

# What may run: each question about a container is compared with these.
allow_properties_access := true

# What may be used, read and stored beside it.
images := ["4444444444444444444444444444444444444444444444444444444444444444"]
networks := [
	"allow-list",
	"none",
]

datasets := [{"name": "train", "sha256": "7777777777777777777777777777777777777777777777777777777777777777"}]
codes := ["5555555555555555555555555555555555555555555555555555555555555555"]
devices := [
	"example.com/gpu=1",
	{"device": "example.com/gpu=0", "sha256": "6666666666666666666666666666666666666666666666666666666666666666"},
]

secrets := [{"delivery": "file", "mode": "0400", "name": "token", "path": "/run/secrets/token"}]
egress := [
	{"budget": 1000, "host": "*.models.example", "port": 443, "protocol": "tcp", "via": "broker"},
	{"host": "example.com", "port": 53, "protocol": "udp"},
	{"host": "example.com", "port": 443, "protocol": "tcp"},
]

ports := [
	6006,
	8888,
	{"from": ["host", "10.0.0.0/8"], "port": 9000, "protocol": "tcp"},
]

outputs := [{"max_bytes": 1000, "name": "model\\..*"}]
signers := ["owner"]
limits := {
	"memory_bytes": 2000000000,
	"wall_seconds": 3600,
}

max_outputs := 2
allow_read_output := true
allow_read_log := true
allow_delete_job := true
allow_break_glass := true

# Who decides at each point. What is not here is denied.
get_properties := data.framework.get_properties
reason := data.framework.reason

submit_job := data.bailey.submit_job
pull_image := data.bailey.pull_image
attach_device := data.bailey.attach_device
release_secret := data.bailey.release_secret
open_egress := data.bailey.open_egress
publish_port := data.bailey.publish_port
store_output := data.bailey.store_output
change_policy := data.bailey.change_policy
read_output := data.bailey.read_output
read_log := data.bailey.read_log
delete_job := data.bailey.delete_job
break_glass := data.bailey.break_glass
