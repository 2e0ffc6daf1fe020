# What concerns the machine as a whole.
package framework

default get_properties := {"allowed": false}

get_properties := {"allowed": true} if data.policy.allow_properties_access

default dump_stacks := {"allowed": false}

dump_stacks := {"allowed": true} if data.policy.allow_dump_stacks

default runtime_logging := {"allowed": false}

runtime_logging := {"allowed": true} if data.policy.allow_runtime_logging

default host_network := {"allowed": false}

host_network := {"allowed": true} if data.policy.allow_host_network

# Log providers by name, in any case. Those not allowed are dropped or refused.
default log_provider := {"allowed": false, "providers_to_keep": []}

log_provider := {"allowed": true, "providers_to_keep": providers_allowed} if {
	providers_ok
}

providers_ok if data.policy.allow_log_provider_dropping

providers_ok if {
	every provider in input.providers {
		provider in providers_allowed
	}
}

providers_allowed := [provider |
	some provider in input.providers
	lower(provider) in providers_of_policy
]

providers_of_policy := {lower(provider) | some provider in data.policy.allowed_log_providers}

# Changes to the registry of Windows: the policy of some candidate must provide for changes.
default registry_changes := {"allowed": false}

registry_changes := {"allowed": true} if {
	some container in candidates
	container.registry_changes
	is_array(input.registryChanges.AddValues)
}
