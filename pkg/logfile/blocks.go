package logfile

import (
	"bytes"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
)

// blocks reads a file in blocks, whose lines several goroutines read ahead of the one that
// takes the blocks in their order, and which helps them while it has none to take. The one
// who made it calls stop.
type blocks struct {
	size    int         // of a block, in bytes
	inOrder chan *block // those that were read
	stopped chan struct{}
	working sync.WaitGroup

	own  *blockWorker // of the one who takes the blocks, as what follows is
	head *block       // the next one to take, if it was read
	used []*block     // that will be free

	reading sync.Mutex
	in      io.Reader
	offset  int64  // of the next block
	rest    []byte // the start of its first line
	ended   bool   // the file has no other block
}

// blocksEach is how many blocks a worker has. They stay its own, so that its processor still
// has their memory at hand.
const blocksEach = 4

// newBlocks starts goroutines, so that there are so many workers with the caller. The text
// begins at an offset of the file.
func newBlocks(in io.Reader, offset int64, size, workers int, worker func() *blockWorker) *blocks {
	b := &blocks{in: in, offset: offset, size: size, inOrder: make(chan *block, workers*blocksEach), stopped: make(chan struct{}), own: worker()}
	for range workers - 1 {
		b.working.Go(func() {
			for w := worker(); b.work(w, true); {
			}
		})
	}
	return b
}

// work reads a block and its lines. It reports false if the file has no other one or, if it
// does not wait, all blocks of the worker are in use.
func (b *blocks) work(w *blockWorker, wait bool) bool {
	next := w.unused(b, wait)
	if next == nil {
		return false
	}
	if !b.read(next) {
		w.free <- next
		return false
	}
	next.fault = w.guarded(next)
	next.ready <- struct{}{}
	return true
}

// unused returns a block to read, nil if the worker has none left.
func (w *blockWorker) unused(b *blocks, wait bool) *block {
	select {
	case <-b.stopped:
		return nil
	case next := <-w.free:
		return next
	default:
	}
	switch {
	case w.blocks < blocksEach:
		w.blocks++
		return &block{text: make([]byte, 0, b.size), ready: make(chan struct{}, 1), free: w.free}
	case !wait:
		return nil
	}
	select {
	case <-b.stopped:
		return nil
	case next := <-w.free:
		return next
	}
}

// guarded reads the lines of a block. It returns what that panics with, for the goroutine
// that takes the block.
func (w *blockWorker) guarded(b *block) (fault any) {
	defer func() {
		if v := recover(); v != nil {
			fault = fmt.Sprintf("%v\n%s", v, debug.Stack())
		}
	}()
	w.read(b)
	return nil
}

// read reads the next block of the file.
func (b *blocks) read(next *block) bool {
	b.reading.Lock()
	defer b.reading.Unlock()
	if b.ended {
		return false
	}
	b.fill(next)
	b.inOrder <- next
	return true
}

// fill reads the text of a block, up to the end of a line if it has one. A text that
// the file ends after is kept as it is.
func (b *blocks) fill(to *block) {
	to.offset, to.err = b.offset, nil
	to.text = append(to.text[:0], b.rest...)
	for n := 0; len(to.text) < b.size && to.err == nil; to.text = to.text[:len(to.text)+n] {
		n, to.err = b.in.Read(to.text[len(to.text):b.size])
	}
	b.rest, b.ended = b.rest[:0], to.err != nil
	if end := bytes.LastIndexByte(to.text, '\n') + 1; end > 0 && !b.ended {
		b.rest, to.text = append(b.rest, to.text[end:]...), to.text[:end]
	}
	b.offset += int64(len(to.text))
}

// take returns the next block, whose lines were read. There is one unless the one before had
// an error.
func (b *blocks) take() *block {
	for !b.isReady() {
		if b.release(); !b.work(b.own, false) {
			b.wait()
			break
		}
	}
	next := b.head
	if b.head = nil; next.fault != nil {
		panic(next.fault)
	}
	return next
}

// isReady reports whether there is a block to take.
func (b *blocks) isReady() bool {
	if b.head == nil {
		select {
		case b.head = <-b.inOrder:
		default:
			return false
		}
	}
	select {
	case <-b.head.ready:
		return true
	default:
		return false
	}
}

// wait waits for a block to take.
func (b *blocks) wait() {
	if b.head == nil {
		b.head = <-b.inOrder
	}
	<-b.head.ready
}

// recycle gives back a block that was taken. A goroutine that waits for it is woken for
// several at once, which takes less time.
func (b *blocks) recycle(used *block) {
	if b.used = append(b.used, used); len(b.used) > blocksEach/2 {
		b.release()
	}
}

func (b *blocks) release() {
	for _, used := range b.used {
		used.free <- used
	}
	b.used = b.used[:0]
}

// stop ends the goroutines and waits for them.
func (b *blocks) stop() {
	close(b.stopped)
	b.working.Wait()
}

// leave returns what follows the lines that were read of the block which was taken last. The
// goroutines must have ended.
func (b *blocks) leave(last *block) io.Reader {
	texts := []io.Reader{bytes.NewReader(last.text[last.length:])}
	close(b.inOrder)
	for last = range b.inOrder {
		texts = append(texts, bytes.NewReader(last.text))
	}
	if !b.ended {
		return io.MultiReader(append(texts, bytes.NewReader(b.rest), b.in)...)
	}
	return io.MultiReader(append(texts, failing{last.err})...)
}

// failing is a reader that has nothing but an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
