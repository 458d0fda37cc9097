import Service

// `Service` is also the name of a protocol of the service lifecycle; only here can the module be named.

/// Who gives a command.
typealias CommandActor = Service.Actor
