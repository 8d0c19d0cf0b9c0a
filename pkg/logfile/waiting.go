package logfile

import (
	"context"
	"io"
	"sync"
)

// interruptible is all for files whose reads may wait for long, as those of a pipe that has no
// writer. It returns when the context is done, even if a read waits.
//
// Such a read cannot be made to return, so the goroutine may run until there is more to read.
// Nothing is yielded then. After an interrupt the process ends first.
func (r *reading) interruptible() error {
	r.turn = new(sync.Mutex)
	done := make(chan error, 1)
	go func() {
		r.turn.Lock()
		defer r.turn.Unlock()
		err := context.Cause(r.ctx)
		if err == nil {
			err = r.all()
		}
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-r.ctx.Done():
		r.turn.Lock() // the goroutine has ended, or waits
		defer r.turn.Unlock()
		return context.Cause(r.ctx)
	}
}

// wait calls a function that may take long, during which interruptible may return. Then it
// returns the cause.
func (r *reading) wait(read func() error) error {
	if r.turn == nil {
		return read()
	}
	r.turn.Unlock()
	err := read()
	r.turn.Lock()
	if r.ctx.Err() != nil {
		return context.Cause(r.ctx)
	}
	return err
}

// waiting is a file whose reads may wait for long.
type waiting struct {
	in io.Reader
	of *reading
}

func (w waiting) Read(p []byte) (n int, err error) {
	err = w.of.wait(func() (err error) {
		n, err = w.in.Read(p)
		return err
	})
	if w.of.ctx.Err() != nil {
		n = 0 // it came too late
	}
	return n, err
}
