package cli

import (
	"context"
	"sync"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// interruptible is a source that ends with its context even while it cannot be
// read on, as a pipe into which nobody writes.
type interruptible struct{ source logs.Source }

// Each implements logs.Source.
func (i interruptible) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	var yielding sync.Mutex
	guarded := func(e *cwli.Event) error {
		yielding.Lock()
		defer yielding.Unlock()
		if err := ctx.Err(); err != nil {
			return err
		}
		return yield(e)
	}
	// No read that blocks can be made to return: this goroutine may stay behind
	// until the file goes on. After an interrupt the process ends first.
	done := make(chan error, 1)
	go func() { done <- i.source.Each(ctx, group, guarded) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		yielding.Lock() // the last yield has returned, and none follows
		defer yielding.Unlock()
		return ctx.Err()
	}
}

// listing is a source that looks for its files whenever it is read: a folder
// may have got more of them.
type listing []string

// Each implements logs.Source.
func (paths listing) Each(ctx context.Context, group string, yield func(*cwli.Event) error) error {
	set, err := logfile.Open(paths...)
	if err != nil {
		return err
	}
	return set.Each(ctx, group, yield)
}
