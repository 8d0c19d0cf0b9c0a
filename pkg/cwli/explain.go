package cwli

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// Stage is how a command of a query runs.
type Stage struct {
	Command string   // its source
	Reads   []string // fields that it reads, in the order of the text
	Gives   []string // fields that it adds; empty if it adds none
	RunsAs  string   // scan, groups, sort, top N, rows …
}

// Explain returns the stages of the query in their order, those of queries in
// parentheses left out.
func (q *Query) Explain() []Stage { return q.plan.stages }

// explained adds a command that was compiled to the stages. Before is the names that
// the scope had.
func (b *builder) explained(c syntax.Command, steps int, before map[string]int) {
	stage := Stage{Command: c.String(), Reads: b.reads, RunsAs: "scan"}
	b.reads = nil
	for name := range b.scope.defined {
		if slot, known := before[name]; (!known || slot != b.scope.defined[name]) && !strings.HasPrefix(name, nameless) {
			stage.Gives = append(stage.Gives, name)
		}
	}
	slices.Sort(stage.Gives)
	switch {
	case len(b.part.steps) > steps:
		stage.RunsAs = b.label
	case c.Keyword() == "sort":
		stage.RunsAs = "sort"
	case !b.scans:
		stage.RunsAs = "rows"
	}
	b.stages = append(b.stages, stage)
}

// read notes that a command reads a field.
func (b *builder) read(name string) (slot int, ok bool) {
	if !slices.Contains(b.reads, name) && !strings.HasSuffix(name, "()") {
		b.reads = append(b.reads, name)
	}
	return b.scope.slot(name)
}
