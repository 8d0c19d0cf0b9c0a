package cwli

import "github.com/fanlight/fanlight/pkg/cwli/syntax"

// Input is what a part of a query reads.
type Input struct {
	// Sources name the log groups; none: those that the caller chose.
	Sources []*syntax.Source
}

// Inputs returns what the query reads, in the order in which an execution takes it.
func (q *Query) Inputs() []Input {
	var list []Input
	for _, p := range q.plan.parts {
		list = append(list, p.input)
	}
	return list
}

// window returns the window of the input in a run over w.
func (in Input) window(w Window) Window { return w }
