package logfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// probe looks for the first time in the file, of which the first event has none. If that is
// the start of an event of several lines, what is before it is the rest of one.
func (r *entryReader) probe(first *item) error {
	r.clocked = true
	r.to.event.Message, first.text = bytes.Clone(r.to.event.Message), excerpt(first.text)
	_, head := r.lines.peek(unpack.BufferSize)
	bad := *first
	probe := prober{lineReader: lineReader{config: r.line.config, modified: r.line.modified, columns: r.line.columns, names: r.line.names}, hasText: r.hasText}
	number, offset := first.line, 0
	for next := range bytes.Lines(head) {
		number++
		if form, at := r.headOf(head[offset:]); form != nil && offset <= headSize && first.at.Kind == stamp.None {
			r.to.clock, first.layout = at.MS, form.layout
			return r.joinFront(number - first.line - 1)
		}
		text := unsafeString(bytes.TrimSpace(next))
		t := probe.time(text, head[offset:])
		offset += len(next)
		if t.OK() && next[len(next)-1] != '\n' && probe.unfinished(text, t) {
			continue
		}
		if t.OK() {
			r.to.clock = t.MS
			r.composedFront(first, &probe.lineReader)
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
	if first.line == 1 && len(trimBlanks(head)) == 0 && isRestLine(unsafeString(r.to.event.Message)) {
		return &lineError{1, errRest}
	}
	return &noTimeError{bytes: r.lines.next + int64(len(head)), bad: bad, document: probe.documentIn(head, first.line)}
}

// headOf returns the layout and the time of an event of several lines that begins where a
// text begins, nil if none does.
func (r *entryReader) headOf(text []byte) (*stampedForm, stamp.Time) {
	line, following, _ := bytes.Cut(text, []byte{'\n'})
	line = withoutEnd(line)
	if len(line) == 0 || !r.line.mayBeStamped(line) {
		return nil, stamp.Time{}
	}
	for _, form := range stampedForms {
		if head, ok := form.split(unsafeString(line), ""); ok && (form.likely == nil || form.likely(sampleLines(unsafeString(line), following))) {
			return form, head.at
		}
	}
	return nil, stamp.Time{}
}

// joinFront adds the next lines to the first one: they are the rest of an event whose start
// the file has not got.
func (r *entryReader) joinFront(lines int) error {
	e := &r.to.event
	for range lines {
		line, err := r.lines.read()
		if err != nil {
			return err
		}
		e.Message = append(append(e.Message, '\n'), line...)
	}
	if lines > 0 {
		e.Message, e.Document = bytes.TrimRight(e.Message, "\n"), nil
	}
	r.to.report.Front++
	return nil
}

// timeOf returns the time of a line, whatever its layout.
func (r *lineReader) timeOf(line string) stamp.Time {
	t, _ := r.read(line, new(cwli.Event))
	return t
}

// prober reads the times of lines that follow.
type prober struct {
	lineReader
	hasText bool // there are lines that are not JSON
	printed int  // objects on several lines
}

// time returns the time of a line, with which a text begins: of an object on several lines,
// or the first one in a list that will be taken apart, too.
func (p *prober) time(line string, text []byte) stamp.Time {
	const mostPrinted = 16 // objects, each of which may be long
	switch {
	case line == "{" && p.printed < mostPrinted:
		p.printed++
		return p.timeOfPrinted(text)
	case strings.HasPrefix(line, "[") && !p.hasText && p.documentKind(line) == objectList:
		return p.firstTime(line)
	}
	p.hasText = p.hasText || line != "" && line[0] != '{'
	return p.timeOf(line)
}

// timeOfPrinted returns the time of the JSON on several lines that a text begins with.
func (r *lineReader) timeOfPrinted(text []byte) stamp.Time {
	object, _, err := decodeFirst(bytes.NewReader(text))
	if err != nil {
		return stamp.Time{}
	}
	return r.timeOf(unsafeString(object))
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
