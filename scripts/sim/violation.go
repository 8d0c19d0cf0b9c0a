package main

import (
	"encoding/json"

	"github.com/fanlight/fanlight/pkg/sim"
)

// violation is a rule that a part found broken, as a program reads it: a line of JSON.
type violation struct {
	Part      string `json:"part"`
	Seed      uint64 `json:"seed,omitempty"`
	Queries   *int   `json:"queries,omitempty"`   // of the seed's report, unless they are drawn from it
	Decisions string `json:"decisions,omitempty"` // of a part that has no seeds
	Rule      string `json:"rule"`
	Detail    string `json:"detail"`
	Again     string `json:"again,omitempty"` // the command that repeats it
}

// line returns the violation as JSON.
func (v violation) line() string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // it has texts and numbers only
	}
	return string(text)
}

// violationOf returns the first violation of a simulation.
func violationOf(part string, r *sim.Result, queries int) violation {
	first := r.Violations[0]
	v := violation{Part: part, Seed: r.Seed, Rule: string(first.Rule), Detail: first.Detail, Again: again(r.Seed, queries)}
	if queries != sim.Few {
		v.Queries = &queries
	}
	return v
}
