package logfile_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"testing/synctest"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_interrupted cancels the reading of a pipe while it waits for the next line. What
// comes then is not yielded.
func TestSet_Each_interrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		in, out := io.Pipe()
		set, err := logfile.Options{Stdin: in}.Open("-")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		n, ended := 0, make(chan error)
		go func() {
			ended <- set.Each(ctx, "", func(*cwli.Event) error { n++; return nil })
		}()
		for range 100_000 { // more than the buffers keep back
			_, _ = io.WriteString(out, line) // a write to a pipe whose reader is open succeeds
		}
		synctest.Wait()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) || n == 0 {
			t.Errorf("%v after %d events, want the context's error after some", err, n)
		}
		before := n
		_, _ = io.WriteString(out, line)
		_ = out.Close()
		synctest.Wait()
		if n > before {
			t.Errorf("%d events after the end", n-before)
		}
	})
}
