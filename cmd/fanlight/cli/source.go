package cli

import (
	"context"
	"sync"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// cancellableSource is a source whose reading ends with its context even while a
// read blocks, as it does on a pipe that has no writer.
type cancellableSource struct{ source logs.Source }

// Each implements logs.Source.
func (c cancellableSource) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	var yielding sync.Mutex
	guarded := func(e *cwli.Event) error {
		yielding.Lock()
		defer yielding.Unlock()
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(e)
	}
	// A read that blocks cannot be made to return, so this goroutine may run
	// until the file has more to read. After an interrupt the process ends first.
	done := make(chan error, 1)
	go func() { done <- c.source.Each(ctx, group, guarded) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		yielding.Lock() // the last yield has returned, and no other follows
		defer yielding.Unlock()
		return ctx.Err()
	}
}

// pathSource is a source that looks for its files each time it is read, so that
// files which were added to a folder are read too.
type pathSource struct {
	options logfile.Options
	paths   []string
}

// Each implements logs.Source.
func (s pathSource) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	set, err := s.options.Open(s.paths...)
	if err != nil {
		return err
	}
	return set.Each(ctx, group, yield)
}
