# Who may read the scans of a study.
package authz

default allow := false

allow if input.user in data.admins

allow if {
	input.action == "read"
	some study in data.studies
	study.name == input.study
	input.user in study.readers
	not study.closed
}

reasons contains "the study is closed" if {
	some study in data.studies
	study.name == input.study
	study.closed
}

reasons contains sprintf("%s may only read", [input.user]) if {
	not input.user in data.admins
	input.action != "read"
}
