package main

import "context"

// part is something that can be run by itself. It reports what it goes through, and its
// violations, to the session's tally, and returns when it is done or the context ends.
type part struct {
	name string
	run  func(context.Context, *session) error
}

// parts are all that there are, in the order in which they run: those whose work is fixed
// first, so that a budget of time cuts seeds only.
var parts = []part{
	{"crash", crash},
	{"scopes", scopes},
	{"checker", check},
	{"wide", wide},
	{"seeds", seeds},
}

func partNames() []string {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	return names
}
