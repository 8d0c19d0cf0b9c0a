package logs

import (
	"context"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// Source has the events of log groups. Each calls yield with every event of a group, in any
// order. It is called for each query on the goroutine of the query's job, and by several jobs at
// once, without a lock on the Core. It returns yield's error at once if there is one. It may use
// the event and its message again after yield has returned. The pointers of its events are the
// same each time and differ from those of other groups: GetLogRecord finds events by them.
type Source interface {
	Each(ctx context.Context, group string, yield func(*cwli.Event) error) error
}

// AttachSource creates a log group whose events are those of the source and those that
// PutLogEvents adds.
func (c *Core) AttachSource(group string, s Source) { c.sources[group] = s }

// AttachCatchAll sets the source of every group that has none of its own. Every group name exists
// then for StartQuery, which takes one such group a query.
func (c *Core) AttachCatchAll(s Source) { c.catchAll = s }

// inputs returns the sources of a group, none if the group does not exist.
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

// caught returns those of the groups whose events are read from the catch-all source. A
// script reads none.
func (c *Core) caught(groups []string) (names []string) {
	for _, name := range groups {
		if c.script == nil && c.catchAll != nil && c.sources[name] == nil {
			names = append(names, name)
		}
	}
	return names
}

// input is a source of a job with its group.
type input struct {
	group  string
	source Source
}

// stored are events of a group that PutLogEvents added.
type stored []cwli.Event

// Each implements Source.
func (s stored) Each(_ context.Context, _ string, yield func(*cwli.Event) error) error {
	for i := range s {
		if err := yield(&s[i]); err != nil {
			return err
		}
	}
	return nil
}
