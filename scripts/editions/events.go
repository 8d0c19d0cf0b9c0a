package editions

import (
	"bytes"
	"context"
	"fmt"
	"math"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// events are those of a log group, read once for all editions. A query gets those of the
// edition's window.
type events struct {
	all        []cwli.Event
	start, end int64 // of the window, in milliseconds since 1970
}

func readEvents(folder string) (*events, error) {
	set, err := logfile.Open(folder)
	if err != nil {
		return nil, fmt.Errorf("read the logs of an example: %w", err)
	}
	e := &events{}
	err = set.Each(context.Background(), "", func(event *cwli.Event) error {
		kept := *event
		kept.Message, kept.Document, kept.Ptr, kept.PtrOf = bytes.Clone(event.Message), nil, event.Pointer(), nil
		e.all = append(e.all, kept)
		return nil
	})
	return e, err
}

// first returns the time of the first event.
func (e *events) first() int64 {
	least := int64(math.MaxInt64)
	for i := range e.all {
		least = min(least, e.all[i].Timestamp)
	}
	return least
}

// Each implements logs.Source.
func (e *events) Each(_ context.Context, group string, yield func(*cwli.Event) error) error {
	for i := range e.all {
		event := e.all[i] // a copy: several queries read them at the same time
		if event.Timestamp < e.start || event.Timestamp >= e.end {
			continue
		}
		event.Group = group
		if err := yield(&event); err != nil {
			return err
		}
	}
	return nil
}
