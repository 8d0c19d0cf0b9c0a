package logfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// probe looks for the first time in the file, of which the first event has none.
func (r *entryReader) probe(first *item) error {
	r.clocked, r.declined = true, true
	r.to.event.Message, first.text = bytes.Clone(r.to.event.Message), excerpt(first.text)
	_, head := r.lines.peek(unpack.BufferSize)
	bad := *first
	probe := lineReader{config: r.line.config, modified: r.line.modified, columns: r.line.columns, names: r.line.names}
	number := first.line
	for next := range bytes.Lines(head) {
		number++
		text := unsafeString(bytes.TrimSpace(next))
		t := probe.timeOf(text)
		if t.OK() && next[len(next)-1] != '\n' && probe.unfinished(text, t) {
			continue
		}
		if t.OK() {
			r.to.clock = t.MS
			return nil
		}
		if t.Kind != stamp.None && bad.at.Kind == stamp.None {
			bad = item{at: t, line: number, text: excerpt(text)}
		}
	}
	if _, err := r.lines.in.Peek(unpack.BufferSize); err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return err
	}
	switch r.line.config.NoTime {
	case TimeNow:
		return r.to.invent(r.line.config.Now)
	case TimeFile:
		return r.to.invent(r.line.modified)
	}
	return &noTimeError{bytes: r.lines.next + int64(len(head)), bad: bad, document: probe.documentIn(head, first.line)}
}

// timeOf returns the time of a line, whatever its layout.
func (r *lineReader) timeOf(line string) stamp.Time {
	t, _ := r.read(line, new(cwli.Event))
	return t
}

// noTimeError is the error of a file without any time at its start.
type noTimeError struct {
	bytes int64
	bad   item // a line with a time that could not be read

	document int // the line of a document of events after other lines, 0 if there is none
}

func (e *noTimeError) Error() string {
	text := fmt.Sprintf("no line in the first %d bytes has a time", e.bytes)
	switch e.bad.at.Kind {
	case stamp.Invalid:
		text += fmt.Sprintf(" that exists: line %d: %q", e.bad.line, e.bad.text)
	case stamp.UnknownZone:
		text += fmt.Sprintf(" in a zone that is known: line %d: %q", e.bad.line, e.bad.text)
	}
	if e.document > 0 {
		return text + fmt.Sprintf(": line %d begins a document of events, which is read at the start of a file only: put it into a file of its own", e.document)
	}
	return text + ": see --time-field, --time-format and --time"
}
