package logfile

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// entryReader reads a file of text. A file may have several layouts, one after the other
// or mixed, as when files were joined: documents of JSON at the start, events of several
// lines, and lines.
type entryReader struct {
	ctx   context.Context
	lines lines
	line  lineReader
	known *knownLines // nil if the user has named the field of the time
	to    *sink
	parts [3]part // messages that the next lines go on with
	inner *bufio.Reader

	clocked  bool                 // there is a time for events without one
	hasText  bool                 // the file has lines that are not JSON
	unlikely map[*stampedForm]int // the line up to which a layout was found not to be that of the file
	nameless int                  // the line up to which no names of columns follow a directive
	block    []byte               // JSON that was printed on several lines
	vain     int64                // bytes in which no JSON on several lines was found
	within   int                  // the line up to which JSON on several lines belongs to an event

	looked int64 // bytes in which no records were found after a line like a header of CSV

	ahead readingAhead
	below io.Reader // what lines.in reads from
}

func readEntry(ctx context.Context, c *config, e unpack.Entry, to *sink) error {
	r := &entryReader{ctx: ctx, lines: lines{in: e.Text}, to: to}
	r.ahead, r.below = c.ahead, e.Below
	r.line = lineReader{config: c, modified: e.Modified, names: to.name}
	if c.field == nil && c.format == nil {
		r.known = newKnownLines()
	}
	err := r.all()
	to.length = r.lines.next
	return r.lines.failed(err)
}

func (r *entryReader) all() error {
	if err := r.documentsAtStart(); err != nil {
		return err
	}
	if err := r.readFront(); err != nil {
		return err
	}
	if err := r.tableAtStart(); err != nil {
		return err
	}
	for {
		if r.lines.next >= r.ahead.from {
			if err := r.readAhead(); err != nil {
				return err
			}
		}
		line, err := r.lines.read()
		if errors.Is(err, io.EOF) {
			return r.flushParts()
		}
		if err != nil {
			return err
		}
		if len(line) == 0 {
			continue
		}
		if err := r.next(line); err != nil {
			return err
		}
	}
}

// next reads a line, and those that belong to the same event or document.
func (r *entryReader) next(line []byte) error {
	if line[0] == '{' && r.known != nil { // no other layout begins so
		return r.readJSON(line, r.lines.offset)
	}
	if form := r.stampedForm(line); form != nil {
		r.hasText = true
		return r.readStamped(form)
	}
	line = r.lines.last
	if !r.clocked {
		if err := r.checkForeign(); err != nil {
			return err
		}
		line = r.lines.last
	}
	if consoleStarts[line[0]] || r.line.config.field != nil {
		if h := r.findTable(line); h != nil {
			return r.readTable(h)
		}
		line = r.lines.last
	}
	start := line
	for len(start) > 0 && (start[0] == ' ' || start[0] == '\t') {
		start = start[1:]
	}
	switch {
	case len(start) == 0:
	case start[0] == '{':
		return r.readJSON(start, r.lines.offset+int64(len(line)-len(start)))
	case start[0] == '[' && isList(start):
		return r.readList(start)
	case headerStarts[line[0]] && r.isHeader(line):
		return nil
	}
	r.hasText = r.hasText || len(start) > 0
	return r.readLine(r.lines.last)
}

// readLine reads a line of text as an event.
func (r *entryReader) readLine(line []byte) error {
	e := r.begin(line)
	s := unsafeString(line)
	t, l := r.line.readText(s, e)
	if r.lines.cut && r.cutsTime(s, t) {
		t, l = stamp.Time{}, nil
	}
	return r.emit(&item{at: t, layout: l, offset: r.lines.offset, line: r.lines.number, text: s})
}

// begin starts an event.
func (r *entryReader) begin(message []byte) *cwli.Event {
	r.line.source, r.line.goesOn = noContainer, false
	e := &r.to.event
	e.IngestionTime, e.Stream, e.Group, e.Message, e.Document = 0, "", "", message, nil
	return e
}

// emit sends the event that was begun. At the start of a file, an event without a time
// has the first time in the file.
func (r *entryReader) emit(i *item) error {
	if i.at.OK() {
		r.clocked = true
	} else if !r.clocked {
		if err := r.probe(i); err != nil {
			return err
		}
	}
	if r.isPart() {
		return r.addPart(*i)
	}
	return r.to.send(r.ctx, i)
}

// read reads a line of JSON or of text.
func (r *lineReader) read(line string, e *cwli.Event) (stamp.Time, *layout) {
	if start := strings.TrimLeft(line, " \t"); strings.HasPrefix(start, "{") {
		r.object.scan(start)
		t, l, _ := r.readObject(start, e)
		return t, l
	}
	return r.readText(line, e)
}
