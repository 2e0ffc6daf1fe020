package authz_test

import data.authz

studies := [{"name": "lung", "readers": ["bob"], "closed": false}]

test_reader_reads if {
	authz.allow with input as {"user": "bob", "action": "read", "study": "lung"}
		with data.studies as studies
}

test_reader_does_not_write if {
	not authz.allow with input as {"user": "bob", "action": "write", "study": "lung"}
		with data.studies as studies
}

test_every_stranger_is_refused if {
	some name in ["", "root", "BOB"]
	not authz.allow with input as {"user": name, "action": "read", "study": "lung"}
		with data.studies as studies
}
