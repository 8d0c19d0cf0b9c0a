package logfile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
)

// blocks reads a file in blocks, by several goroutines. Each reads a block and its lines, and
// sends the events when the turn of the block has come: in the order of the file, one goroutine
// at a time. So the lines stay in the memory of the processor that has read them, and what
// the events are sent to goes from one to the other.
type blocks struct {
	size int // of a block, in bytes
	send func(*block) error

	reading sync.Mutex
	in      io.Reader
	offset  int64  // of the next block
	rest    []byte // the start of its first line
	err     error  // of the file, which has no other block then

	over    atomic.Bool // blocks that were not read to their end are not wanted any more
	turns   sync.Mutex
	changed sync.Cond
	turn    int64    // the offset of the block whose events are sent next
	last    *block   // the last one whose events were sent; nil until then
	failed  error    // with which that ended
	left    []*block // those after it that were read
}

// newBlocks returns the blocks of a text that begins at an offset of the file.
func newBlocks(in io.Reader, offset int64, size int, send func(*block) error) *blocks {
	b := &blocks{size: size, send: send, in: in, offset: offset, turn: offset}
	b.changed.L = &b.turns
	return b
}

// run reads blocks by so many workers, of which one is the caller, up to a line that must be
// read in order, an error or the end of the file.
func (b *blocks) run(workers int, worker func() *blockWorker) error {
	var others sync.WaitGroup
	for range workers - 1 {
		others.Go(func() { b.work(worker()) }) // which makes its own, in memory of its processor
	}
	b.work(worker())
	others.Wait()
	if f, panicked := errors.AsType[*fault](b.failed); panicked {
		panic(f)
	}
	return b.failed
}

// work reads blocks and sends their events.
func (b *blocks) work(w *blockWorker) {
	own := &block{text: make([]byte, 0, b.size)}
	for more := true; more && b.read(own); {
		err := guarded(func() error { w.read(own, &b.over); return nil })
		if !b.await(own) {
			return
		}
		if err == nil {
			err = guarded(func() error { return b.send(own) })
		}
		more = b.pass(own, err)
	}
}

// read reads the next block of the file. It reports false if there is none.
func (b *blocks) read(to *block) bool {
	b.reading.Lock()
	defer b.reading.Unlock()
	if b.err != nil {
		return false
	}
	b.fill(to)
	return true
}

// fill reads the text of a block, up to the end of a line if it has one. A text that the file
// ends after is kept as it is.
func (b *blocks) fill(to *block) {
	to.offset, to.text = b.offset, append(to.text[:0], b.rest...)
	for n := 0; len(to.text) < b.size && b.err == nil; to.text = to.text[:len(to.text)+n] {
		n, b.err = b.in.Read(to.text[len(to.text):b.size])
	}
	b.rest, to.isEnd = b.rest[:0], b.err != nil
	if end := bytes.LastIndexByte(to.text, '\n') + 1; end > 0 && !to.isEnd {
		b.rest, to.text = append(b.rest, to.text[end:]...), to.text[:end]
	}
	b.offset += int64(len(to.text))
}

// await waits for the turn of a block. It reports false if that will not come.
func (b *blocks) await(own *block) bool {
	b.turns.Lock()
	defer b.turns.Unlock()
	for b.turn != own.offset && b.last == nil {
		b.changed.Wait()
	}
	if b.last != nil {
		b.left = append(b.left, own)
		return false
	}
	return true
}

// pass gives the turn to the next block, and reports whether there is one.
func (b *blocks) pass(own *block, err error) bool {
	b.turns.Lock()
	defer b.turns.Unlock()
	b.turn += int64(len(own.text))
	if err != nil || own.isEnd || own.length < len(own.text) {
		b.last, b.failed = own, err
		b.over.Store(true)
	}
	b.changed.Broadcast()
	return b.last == nil
}

// remaining returns what follows the lines that were read, after run.
func (b *blocks) remaining() io.Reader {
	texts := []io.Reader{bytes.NewReader(b.last.text[b.last.length:])}
	slices.SortFunc(b.left, func(x, y *block) int { return cmp.Compare(x.offset, y.offset) })
	for _, next := range b.left {
		texts = append(texts, bytes.NewReader(next.text))
	}
	if b.err != nil {
		return io.MultiReader(append(texts, failing{b.err})...)
	}
	return io.MultiReader(append(texts, bytes.NewReader(b.rest), b.in)...)
}

// failing is a reader that has nothing but an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// fault has the value that a function has panicked with, and where.
type fault struct {
	value any
	stack []byte
}

func (f *fault) Error() string { return fmt.Sprintf("%v\n%s", f.value, f.stack) }

// Unwrap returns the value if that is an error.
func (f *fault) Unwrap() error {
	err, _ := f.value.(error)
	return err
}

// guarded returns the error of a function, a *fault if it panics.
func guarded(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &fault{v, debug.Stack()}
		}
	}()
	return do()
}
