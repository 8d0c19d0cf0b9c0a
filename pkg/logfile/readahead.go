package logfile

import (
	"bytes"
	"context"
	"io"
	"math"
	"runtime"
)

// readingAhead says when a file is read in blocks by several goroutines.
type readingAhead struct {
	workers int
	size    int   // of a block, in bytes
	from    int64 // the offset up to which it is read in order
	step    int64 // how far it is read in order until this is tried again
}

// mostWorkers limits the memory, 1 to 4 MB for each. One after the other they send the
// events, for which more of them would wait.
const mostWorkers = 8

// newReadingAhead returns when files are read ahead by default: not short ones.
func newReadingAhead() readingAhead {
	workers := min(runtime.GOMAXPROCS(0), mostWorkers)
	if workers == 1 {
		return inOrder
	}
	return readingAhead{workers: workers, size: 512 << 10, from: 8 << 20, step: 1 << 20}
}

// inOrder never reads ahead.
var inOrder = readingAhead{from: math.MaxInt64}

// readAhead reads lines that are events by themselves, up to the first one that is not: from
// there on lines are read in order for a while, and for longer if it did not get far.
func (r *entryReader) readAhead() error {
	from := r.lines.next
	if !r.mayReadAhead() {
		r.ahead.from = from + r.ahead.step
		return nil
	}
	b := newBlocks(r.text(), from, r.ahead.size, r.sendBlock)
	defer context.AfterFunc(r.ctx, func() { b.over.Store(true) })()
	if err := b.run(r.ahead.workers, r.newBlockWorker); err != nil {
		return err
	}
	r.below = b.remaining()
	r.lines.in.Reset(r.below)
	if r.lines.next < from+r.ahead.step {
		r.ahead.step *= 2
	}
	r.ahead.from = r.lines.next + r.ahead.step
	return nil
}

// mayReadAhead reports whether the next line does not go on with those before it.
func (r *entryReader) mayReadAhead() bool {
	return r.known != nil && r.to.looker != nil && r.clocked && !r.lines.unread && r.line.columns == (columns{}) && !r.line.composed
}

// text returns the text after the last line.
func (r *entryReader) text() io.Reader {
	buffered, _ := r.lines.in.Peek(r.lines.in.Buffered()) // it is in the buffer
	return io.MultiReader(bytes.NewReader(bytes.Clone(buffered)), r.below)
}

// sendBlock sends the events of a block.
func (r *entryReader) sendBlock(b *block) error {
	first := r.lines.number
	if err := r.sendLines(b, b.lines[:b.lead]); err != nil {
		return err
	}
	if b.batch.Events > 0 {
		r.clocked = true
		if err := r.to.sendBatch(r.ctx, &b.batch); err != nil {
			return err
		}
	}
	if err := r.sendLines(b, b.lines[b.lead:]); err != nil {
		return err
	}
	r.to.event.Look = nil
	r.lines.number, r.lines.next = first+b.number, b.offset+int64(b.length)
	r.hasText = r.hasText || b.hasText
	return nil
}

// sendLines sends the events of lines one by one.
func (r *entryReader) sendLines(b *block, lines []ownLine) error {
	first := r.lines.number
	for i := range lines {
		r.lines.number = first + int(lines[i].number)
		if err := r.sendLine(b, &lines[i]); err != nil {
			return err
		}
	}
	r.lines.number = first
	return nil
}

// sendLine sends the event of a line. What was found out about it counts if it has the time that
// it was taken to have.
func (r *entryReader) sendLine(b *block, l *ownLine) error {
	text := b.text[l.start:l.end]
	i := item{layout: l.layout, offset: b.offset + int64(l.offset), line: r.lines.number, text: unsafeString(text)}
	i.at.MS, i.at.Kind = l.ms, l.kind
	e := r.begin(text)
	if u := l.unusual; u != nil {
		*e, i.id, r.line.source, r.line.goesOn = u.event, u.id, u.source, u.goesOn
	}
	if e.Look = nil; i.at.OK() || l.ms == r.to.clock {
		e.Look = l.look
	}
	return r.emit(&i)
}
