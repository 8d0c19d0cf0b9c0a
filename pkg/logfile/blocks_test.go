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

// TestBlocks_Take_panic has workers that panic: the goroutine that takes their blocks does too.
func TestBlocks_Take_panic(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBlocks(strings.NewReader(strings.Repeat("{}\n", 100)), 0, 10, 3, func() *blockWorker {
			return &blockWorker{free: make(chan *block, blocksEach)} // it has no shapes
		})
		defer b.stop()
		defer func() {
			if v := fmt.Sprint(recover()); !strings.Contains(v, "nil pointer") || !strings.Contains(v, "blockWorker).read") {
				t.Errorf("panic %q, want the worker's with its stack", v)
			}
		}()
		b.take()
	})
}

// TestBlocks_leave reads some blocks of a text ahead, and the rest as a whole: nothing is
// lost, and the error of the file comes after the text.
func TestBlocks_leave(t *testing.T) {
	t.Parallel()
	const text = "a\nbc\ndefghijklmnopqrstuvwxyz\n\nd\ne"
	failed := errors.New("the disk is broken")
	for size := 1; size < 40; size++ {
		for taken := 1; taken < 4; taken++ {
			in := io.MultiReader(strings.NewReader(text), iotest.ErrReader(failed))
			b := newBlocks(in, 0, size, 3, newTestWorker)
			var got strings.Builder
			var last *block
			for range taken {
				if last = b.take(); last.err != nil {
					break
				}
				got.Write(last.text)
			}
			b.stop()
			last.length = len(last.text)
			if last.err != nil {
				last.length = 0
			}
			rest, err := io.ReadAll(b.leave(last))
			if got.Write(rest); got.String() != text || !errors.Is(err, failed) {
				t.Errorf("blocks of %d bytes, %d taken: %q, %v", size, taken, got.String(), err)
			}
		}
	}
}

func newTestWorker() *blockWorker {
	r := entryReader{line: lineReader{config: &config{}}, to: &sink{looker: func() *cwli.Looker { return nil }}} // lines without a time are not looked at
	return r.newBlockWorker()
}
