package logfile

import (
	"bytes"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// block is a part of a file, of whole lines, the first of which were read ahead.
type block struct {
	offset int64 // in the file
	text   []byte
	isEnd  bool // nothing follows in the file

	lines   []ownLine // events, up to the first line that must be read in order
	lead    int       // how many of them are before the batch
	batch   batch     // of lines that follow each other
	closed  bool      // the batch gets no other line
	unusual []unusual
	looks   cwli.Looks
	length  int  // of the text that the lines are in
	number  int  // of lines in it, with those that are empty
	hasText bool // there are lines that are not JSON
}

// ownLine is a line that is an event by itself, whatever is before and after it, but for
// its time if it has none.
type ownLine struct {
	offset     int32 // from the block's on
	start, end int32 // in the text of the block
	number     int32 // from the block's first on, from 1
	kind       stamp.Kind
	ms         int64 // the time; if there is none, that of the line before
	layout     *layout
	look       *cwli.Look
	unusual    *unusual // nil of most lines
}

// unusual has the event of a line that is not the line as it is.
type unusual struct {
	event  cwli.Event
	source int // of a container's line
	goesOn bool
	id     string
	memory []byte
}

// keep copies the message and the ID of an event, which the next one would overwrite.
func (u *unusual) keep(e *cwli.Event, id string) {
	u.memory = append(append(u.memory[:0], id...), e.Message...)
	u.event, u.id = *e, unsafeString(u.memory[:len(id)])
	u.event.Message, u.event.Document = u.memory[len(id):], nil
}

func (b *block) reset() {
	b.lines, b.unusual, b.length, b.number, b.hasText = b.lines[:0], b.unusual[:0], 0, 0, false
	b.lead, b.closed = 0, false
	b.looks.Reset()
	b.batch.reset()
}

// newUnusual returns memory that a line of an earlier block may have used.
func (b *block) newUnusual() *unusual {
	if len(b.unusual) == cap(b.unusual) {
		b.unusual = append(b.unusual, unusual{})
	} else {
		b.unusual = b.unusual[:len(b.unusual)+1]
	}
	return &b.unusual[len(b.unusual)-1]
}

// cutLine returns the first line of a text with its end, empty if that is missing.
func cutLine(text []byte) []byte { return text[:bytes.IndexByte(text, '\n')+1] }
