package logfile

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// TestBlocks_Run_panic has workers that panic: so does the caller, once they have ended.
func TestBlocks_Run_panic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		defer func() {
			if v := fmt.Sprint(recover()); !strings.Contains(v, "nil pointer") || !strings.Contains(v, "blockWorker).read") {
				t.Errorf("panic %q, want the worker's with its stack", v)
			}
		}()
		b := newBlocks(strings.NewReader(strings.Repeat("{}\n", 100)), 0, 10, func(*block) error { return nil })
		_ = b.run(3, func() *blockWorker { return &blockWorker{} }) // they have no shapes
	})
}

// TestBlocks_remaining reads a text ahead up to any of its lines, and the rest as a whole:
// nothing is lost, and the error of the file comes after the text.
func TestBlocks_remaining(t *testing.T) {
	t.Parallel()
	const text = "a\nbc\ndefghijklmnopqrstuvwxyz\n\nd\ne"
	failed := errors.New("the disk is broken")
	for size := 1; size < 40; size++ {
		for most := range len(text) {
			var got strings.Builder
			in := io.MultiReader(strings.NewReader(text), iotest.ErrReader(failed))
			b := newBlocks(in, 0, size, func(b *block) error {
				if b.length = min(b.length, max(0, most-int(b.offset))); b.isEnd {
					b.length = 0
				}
				got.Write(b.text[:b.length])
				return nil
			})
			if err := b.run(3, newTestWorker); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(b.remaining())
			if got.Write(rest); got.String() != text || !errors.Is(err, failed) {
				t.Errorf("blocks of %d bytes, %d bytes sent: %q, %v", size, most, got.String(), err)
			}
		}
	}
}

// newTestWorker returns a worker that does not look at events: those of lines without a time
// are not looked at.
func newTestWorker() *blockWorker {
	r := entryReader{line: lineReader{config: &config{}}, to: &sink{looker: func() *cwli.Looker { return nil }}}
	return r.newBlockWorker()
}
