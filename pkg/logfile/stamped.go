package logfile

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// stampedForm is a layout of events of one line or more, of which the first starts with
// the time that the service has for the event.
type stampedForm struct {
	layout *layout
	split  func(line, before string) (head stampedHead, ok bool) // before is the stream of the event before
	likely func(lines []string) bool                             // of a line that can be split, and those after it
}

// stampedHead is the first line of such an event.
type stampedHead struct {
	at              stamp.Time
	stream, message string
}

// stampedForms are the layouts of events of several lines.
var stampedForms = []*stampedForm{
	{exportLines, splitExport, nil},
	{tailLines, splitTail, isTail},
	{shortTail, splitShortTail, isShortTail},
	{samLines, splitSam, nil},
	{slowQueries, splitSlow, nil},
}

// sampleSize is how many bytes after a line are looked at to recognise its layout.
const sampleSize = 16 << 10

// stampedForm returns the layout of events of several lines that begins with a line, nil
// if the line is an event of its own.
func (r *entryReader) stampedForm(line []byte) *stampedForm {
	if !r.line.mayBeStamped(line) {
		return nil
	}
	for _, form := range stampedForms {
		if _, ok := form.split(unsafeString(line), ""); ok && (form.likely == nil || r.isLikely(form)) {
			return form
		}
		line = r.lines.last
	}
	return nil
}

// isLikely looks at the lines after the last one. The answer no holds for all of them, so
// that a file is not looked at again for each of its lines.
func (r *entryReader) isLikely(form *stampedForm) bool {
	if r.lines.number < r.unlikely[form] {
		return false
	}
	kept, following := r.lines.peek(sampleSize)
	sample := sampleLines(unsafeString(kept), following)
	if form.likely(sample) {
		return true
	}
	if r.unlikely == nil {
		r.unlikely = map[*stampedForm]int{}
	}
	r.unlikely[form] = r.lines.number + len(sample)
	return false
}

// mayBeStamped reports whether a line starts as each of these layouts does: with an ISO
// time that has a T, with the stream of a Lambda function, with a colour, or with # Time. If
// the user has named the form of times in text, no line does.
func (r *lineReader) mayBeStamped(line []byte) bool {
	if r.config.format != nil && r.config.field == nil {
		return false
	}
	return line[0] == escape[0] || line[0] == '#' || len(line) > len("2006-01-02T15:04:05") && isDigit(line[0]) &&
		(line[10] == 'T' || line[10] == '/' && line[11] == '[')
}

// readStamped reads the last line and the following ones as events of such a layout, up
// to a line that has a time of its own in another layout.
func (r *entryReader) readStamped(form *stampedForm) error {
	p := pending{form: form, head: r.lines.last}
	r.lines.unread, r.line.columns.w3c = true, false
	for {
		line, err := r.lines.read()
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		head, ok := form.split(unsafeString(line), p.stream)
		other := err == nil && !ok && !p.awaitsJSON() && r.isOther(line)
		line = r.lines.last // isOther may have moved it
		if ok || other || err != nil {
			if err := r.flush(&p); err != nil {
				return err
			}
		}
		if err != nil || other {
			r.lines.unread = other
			return nil // all reads the end of the file again
		}
		p.add(r, line, head, ok)
	}
}

// pending is an event that was read up to its last line so far.
type pending struct {
	form   *stampedForm
	head   []byte
	open   bool
	text   []byte // the message
	item   item
	stream string
}

// add adds a line to the event; a head starts it.
func (p *pending) add(r *entryReader, line []byte, head stampedHead, isHead bool) {
	if !isHead {
		p.text = appendUpTo(longestLine, append(p.text, '\n'), line)
	} else {
		p.open, p.text = true, append(p.text[:0], head.message...)
		if p.stream != head.stream {
			p.stream = r.to.name(head.stream)
		}
		p.item = item{at: head.at, layout: p.form.layout, offset: r.lines.offset, line: r.lines.number}
	}
}

// awaitsJSON reports whether the next line begins the message, as JSON on several lines
// does in `aws logs tail --format json`.
func (p *pending) awaitsJSON() bool { return p.open && len(p.text) == 0 }

// flush sends the event, if there is one. The ends of lines after an event do not belong
// to its message. JSON that the command has printed on several lines (`aws logs tail --format
// json`, `sam logs`) is a line again.
func (r *entryReader) flush(p *pending) error {
	if !p.open {
		return nil
	}
	p.open = false
	text := bytes.TrimRight(p.text, "\n")
	switch {
	case p.form.layout == tailLines && bytes.HasPrefix(text, []byte("\n")):
		text = compact(text[1:])
	case p.form.layout == samLines && bytes.HasPrefix(text, []byte("{\n")):
		text = compact(text)
	}
	e := r.begin(text)
	e.Stream = p.stream
	r.clocked = true
	return failedAt(p.item.line, r.to.send(r.ctx, &p.item))
}

// compact returns a JSON text on one line, and any other text as it is.
func compact(text []byte) []byte {
	if bytes.IndexByte(text, '\n') < 0 || jsonscan.Structure(unsafeString(text)) == jsonscan.None {
		return text
	}
	return unsafeBytes(jsonscan.Compact(unsafeString(text)))
}

// isOther reports whether a line within an event is not a part of it, since it has a time
// of its own in another layout: files were joined.
func (r *entryReader) isOther(line []byte) bool {
	if len(line) == 0 || line[0] == ' ' || line[0] == '\t' || r.lines.number <= r.within {
		return false
	}
	if r.stampedForm(line) != nil {
		return true
	}
	line = r.lines.last
	s := unsafeString(line)
	switch {
	case line[0] == '{':
		return r.isOtherObject(s)
	case headerStarts[line[0]] && r.isHeader(line):
		return true
	case isList(line):
		r.keepList(s)
		return false
	}
	return r.line.timeOf(unsafeString(r.lines.last)).OK() // isHeader may have moved the line
}

// isOtherObject reports the same of a line that starts with a brace. A document of events
// is a part of the event, and so is an object on several lines, as programs log them.
func (r *entryReader) isOtherObject(line string) bool {
	o := &r.line.object
	if o.scan(line); o.end < 0 {
		if o.cut {
			r.keepPrinted()
		}
		return false
	}
	if o.have&listMask != 0 {
		r.noteDocument(line)
	}
	return r.line.timeOf(line).OK()
}

// keepList keeps all lines of a list in the event.
func (r *entryReader) keepList(line string) {
	if jsonscan.Structure(line) == jsonscan.Array {
		r.noteDocument(line)
		return
	}
	r.keepPrinted()
}

// keepPrinted keeps all lines of JSON that the last line begins in the event. If it is too
// long, the event will be.
func (r *entryReader) keepPrinted() {
	if p, err := r.printed(); p != nil && err == nil {
		r.within = r.lines.number + p.more()
		r.noteDocument(unsafeString(p.text))
	}
}

// exportStamp is the length of the time at the start of each event in an export to
// S3, 2026-01-31T12:30:00.123Z, and a space.
const exportStamp = len("2006-01-02T15:04:05.000Z ")

func splitExport(line, _ string) (head stampedHead, ok bool) {
	if len(line) < exportStamp || line[exportStamp-2] != 'Z' || line[exportStamp-1] != ' ' || line[10] != 'T' {
		return head, false
	}
	t := stamp.ISO(line[:exportStamp-1])
	if !t.OK() || t.End != exportStamp-1 {
		return head, false
	}
	if strings.HasPrefix(line[exportStamp:], "std") {
		if _, _, _, isCRI := splitCRI(line); isCRI {
			return head, false
		}
	}
	return stampedHead{at: t, message: line[exportStamp:]}, true
}
