package sim

import (
	"bytes"

	"github.com/fanlight/fanlight/pkg/sim/checker"
	"github.com/fanlight/fanlight/pkg/sim/history"
)

// Judge runs the simulation of a seed and lets the checker judge its history, line by
// line. With Unjudged it is the only judge.
func Judge(seed uint64, o Options) (*Result, []checker.Finding) {
	c := checker.New()
	o.History = c.See
	r := Run(seed, o)
	return r, c.End()
}

// JudgeWritten is Judge by way of the history's JSON form.
func JudgeWritten(seed uint64, o Options) (*Result, []checker.Finding, error) {
	var b bytes.Buffer
	r, err := WriteHistory(&b, seed, o)
	if err != nil {
		return nil, nil, err
	}
	c := checker.New()
	if err := history.Each(&b, c.See); err != nil {
		return nil, nil, err
	}
	return r, c.End(), nil
}
