package probe

import (
	"context"
	"errors"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// here is a place of tests.
var here = Place{Group: "/fanlight/probe-1", Start: time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)}

// answer runs a query of a choice at the place on package cwli, over the events of all
// choices.
func (p Place) answer(ctx context.Context, c Choice, q Query) (Answer, error) {
	query, err := cwli.Compile(p.Query(c, q))
	if wrong, ok := errors.AsType[*expr.Error](err); ok && !wrong.Unsupported {
		return Refused, nil
	} else if err != nil {
		return "", err
	}
	rows, err := p.run(ctx, query, q.Limit)
	return q.Answer(rows), err
}

// run runs a query over the events of all choices.
func (p Place) run(ctx context.Context, query *cwli.Query, limit int) ([][]cwli.Field, error) {
	window := cwli.Window{Start: p.Start.UnixMilli(), End: p.Start.Add(Span).UnixMilli()}
	result, err := query.Run(ctx, cwli.Options{Window: window, Limit: limit}, p.each)
	return result.Rows, err
}

// each calls yield with every event of every choice.
func (p Place) each(_ context.Context, _ cwli.Input, yield func(*cwli.Event) error) error {
	for _, c := range Choices() {
		for _, e := range p.Events(c) {
			if err := yield(&cwli.Event{Timestamp: e.Time.UnixMilli(), Group: p.Group, Stream: c.Name, Message: []byte(e.Message)}); err != nil {
				return err
			}
		}
	}
	return nil
}
