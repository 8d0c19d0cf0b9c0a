package logs

import (
	"context"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Source yields a group's events, in any order, again for each query. It is
// called outside the core, from the goroutine that runs the job, possibly by
// several jobs at once. An event and its message may be reused after yield
// returns. Each ends with yield's error as soon as there is one.
type Source interface {
	Each(ctx context.Context, group string, yield func(*cwli.Event) error) error
}

// AttachSource makes a log group exist whose events are the source's, beside
// those that are put.
func (c *Core) AttachSource(group string, s Source) { c.sources[group] = s }

// AttachCatchAll gives a source to every group that has none of its own, so
// that a query on any name is accepted.
func (c *Core) AttachCatchAll(s Source) { c.catchAll = s }

// inputs are what a query on a group reads; none says that there is no such
// group.
func (c *Core) inputs(name string) []input {
	var in []input
	if g := c.groups[name]; g != nil {
		in = append(in, input{name, stored(g.events)})
	}
	if s := c.sources[name]; s != nil {
		in = append(in, input{name, s})
	} else if c.catchAll != nil {
		in = append(in, input{name, c.catchAll})
	}
	return in
}

// input is one source of a job.
type input struct {
	group  string
	source Source
}

// stored is a snapshot of events that were put.
type stored []cwli.Event

// Each yields the events in the order of their arrival.
func (s stored) Each(_ context.Context, _ string, yield func(*cwli.Event) error) error {
	for i := range s {
		if err := yield(&s[i]); err != nil {
			return err
		}
	}
	return nil
}
