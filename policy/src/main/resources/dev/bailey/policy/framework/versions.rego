# What a policy may expect of its environment, by the versions that it declares.
package framework

version := "0.5.0"

policy_api_version := data.policy.api_version

policy_api_version := data.policy.api_svn

policy_framework_version := data.policy.framework_version

policy_framework_version := data.policy.framework_svn

# Whether a version, as a policy wrote it, is at least as new as another.
at_least(declared, wanted) if semver.compare(declared, wanted) >= 0

older_than(declared, wanted) if semver.compare(declared, wanted) < 0

# What the enforcer needs to know of the enforcement point `input.name`.
default enforcement_point_info := {"status": "unknown"}

enforcement_point_info := {"status": "version_missing"} if {
	not policy_api_version
} else := {"status": "invalid"} if {
	older_than(data.api.version, introduced)
} else := object.union(point, {"status": "available"}) if {
	at_least(policy_api_version, introduced)
} else := object.union(point, {"status": "unavailable"}) if {
	older_than(policy_api_version, introduced)
}

point := data.api.enforcement_points[input.name]

introduced := point.introducedVersion
