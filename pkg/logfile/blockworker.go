package logfile

import (
	"bytes"
	"sync/atomic"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// blockWorker reads lines that are events by themselves, wherever they are in the file.
type blockWorker struct {
	line    lineReader
	known   *knownLines
	to      *sink // has where events are from, for this worker alone
	looker  *cwli.Looker
	event   cwli.Event
	item    item
	clocked bool  // a line of the block had a time
	clock   int64 // the last one
}

// newBlockWorker returns a worker for the file that r reads.
func (r *entryReader) newBlockWorker() *blockWorker {
	to := &sink{pointer: r.to.pointer, base: r.to.base, stream: r.to.stream, group: r.to.group, names: map[string]string{}}
	w := &blockWorker{known: newKnownLines(), to: to, looker: r.to.looker()}
	w.line = lineReader{config: r.line.config, modified: r.line.modified, names: to.name}
	return w
}

// read reads the lines of a block, up to the first one that may belong to others, or until
// over says that no block is wanted any more.
func (w *blockWorker) read(b *block, over *atomic.Bool) {
	b.reset()
	w.clocked = false
	for line := cutLine(b.text); len(line) > 0 && !over.Load(); line = cutLine(b.text[b.length:]) {
		if text := withoutEnd(line); len(text) > 0 {
			if w.item.offset = b.offset + int64(b.length); !w.readLine(text) {
				return
			}
			w.add(b, text)
		}
		b.length += len(line)
		b.number++
	}
}

// readLine reads a line as entryReader.next does. It reports false if that would look at
// other lines, or go by what was before the block.
func (w *blockWorker) readLine(line []byte) bool {
	w.event, w.item.text, w.item.id = cwli.Event{Message: line}, unsafeString(line), ""
	w.line.source, w.line.goesOn = noContainer, false
	start := blanks(w.item.text, 0)
	switch {
	case w.mayBegin(line), start < len(line) && line[start] == '[' && isList(line[start:]):
		return false
	case start < len(line) && line[start] == '{':
		w.item.text, w.item.offset = w.item.text[start:], w.item.offset+int64(start)
		return w.readObject()
	}
	if w.item.at, w.item.layout = w.line.readText(w.item.text, &w.event); w.line.composed {
		w.line.composed = false
		return false
	}
	return true
}

// mayBegin reports whether a line may begin an event of several lines, a table, or
// columns.
func (w *blockWorker) mayBegin(line []byte) bool {
	s := unsafeString(line)
	if w.line.mayBeStamped(line) && isStamped(s) {
		return true
	}
	if consoleStarts[line[0]] && bytes.Contains(line, []byte("timestamp")) {
		return true
	}
	if !headerStarts[line[0]] {
		return false
	}
	isHeader := w.line.header(s) || line[0] == '#' && isDirective(s)
	w.line.columns = columns{}
	return isHeader
}

// readObject reads a line that starts with a brace. It reports false unless the line is
// one object.
func (w *blockWorker) readObject() bool {
	s, o := w.item.text, &w.line.object
	if d, at, slot := w.known.match(s); d != nil {
		w.event.Document, w.item.at, w.item.layout = d, at, jsonLayouts[slot]
		return true
	}
	if o.scanTime(s); o.end < 0 || startsObject(s[o.end:]) || o.have&listMask != 0 {
		return false
	}
	w.item.at, w.item.layout, w.item.id = w.line.readObject(s, &w.event)
	w.known.learn(s, w.item.layout, o)
	return true
}

// add adds the event of a line to the block. One without a time is taken to have that of
// the line before.
func (w *blockWorker) add(b *block, line []byte) {
	if w.item.at.OK() {
		w.clock, w.clocked = w.item.at.MS, true
	}
	start := blanks(w.item.text, 0)
	b.hasText = b.hasText || start < len(w.item.text) && w.item.text[start] != '{'
	unusual := w.isUnusual()
	if !b.closed && w.collect(b, unusual) {
		return
	}
	end := cap(b.text) - cap(line) + len(line) // a line ends where its text does
	l := ownLine{offset: int32(w.item.offset - b.offset), start: int32(end - len(w.item.text)), end: int32(end), number: int32(b.number + 1),
		kind: w.item.at.Kind, ms: w.clock, layout: w.item.layout}
	if unusual {
		l.unusual = b.newUnusual()
		l.unusual.source, l.unusual.goesOn = w.line.source, w.line.goesOn
		l.unusual.keep(&w.event, w.item.id)
		w.event.Message = l.unusual.event.Message
	}
	if w.to.place(&w.event, w.item.offset); w.clocked && w.line.source == noContainer {
		w.event.Timestamp = w.clock
		l.look = w.looker.Look(&w.event, &b.looks)
	}
	b.lines = append(b.lines, l)
}

// collect adds an event to the block's batch. It reports false if the event is sent by itself,
// as are those before the first one of the batch, and those after the last.
func (w *blockWorker) collect(b *block, unusual bool) bool {
	if unusual || !w.clocked || !b.batch.takes(&w.item) {
		if b.closed = b.batch.Events > 0; !b.closed {
			b.lead++
		}
		return false
	}
	w.to.place(&w.event, w.item.offset)
	if w.event.Timestamp = w.clock; !w.looker.Collect(&w.event, &b.batch.Batch) {
		b.closed = true
		return false
	}
	b.batch.add(&w.item)
	return true
}

// isUnusual reports whether the event is not the line as it is.
func (w *blockWorker) isUnusual() bool {
	e := &w.event
	return len(e.Message) != len(w.item.text) || e.Stream != "" || e.Group != "" || e.IngestionTime != 0 || w.line.source != noContainer
}
