package logfile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// printed is JSON that begins with a line and goes on in the next ones.
type printed struct {
	text  []byte
	whole bool // the file does not end in it
}

// more returns the number of lines after the first one.
func (p *printed) more() int { return bytes.Count(p.text, []byte{'\n'}) }

// printed returns the JSON that the last line begins and the next ones go on with, nil if
// there is none. It reads nothing, so that lines which are something else, as util.inspect
// prints objects, stay lines. The text is valid until the next call.
func (r *entryReader) printed() (*printed, error) {
	first, following := r.lines.peek(nextLine)
	if enough := longestLine + 4*r.lines.next; !goesOn(first, following) || r.vain > enough { // else a file of brackets takes for ever
		return nil, nil
	}
	if p, done := r.printedShort(first); done {
		return p, nil
	}
	a := &ahead{first: slices.Concat(bytes.TrimLeft(first, " \t"), []byte{'\n'}), in: r.lines.in}
	text, end, err := decodeFirst(a)
	switch {
	case err == nil && isEndOfLine(a.after(end)):
		return &printed{text, true}, nil
	case errors.Is(err, io.ErrUnexpectedEOF) && a.full:
		return nil, &lineError{r.lines.number, r.longJSON()}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &printed{bytes.TrimRight(a.all(), "\r\n"), false}, nil
	}
	r.vain += int64(a.read)
	return nil, nil
}

// printedShort is printed for JSON that ends in what was read of the file, as most does. It
// reports false if the end is not there.
func (r *entryReader) printedShort(first []byte) (p *printed, done bool) {
	following, _ := r.lines.in.Peek(min(r.lines.in.Buffered(), headSize)) // it is in the buffer
	r.block = append(append(r.block[:0], bytes.TrimLeft(first, " \t")...), '\n')
	var b balance
	if _, done := b.step(r.block); done { // and something else follows on the line
		return nil, true
	}
	n, done := b.step(following)
	if !done || len(following)-n < len("}\r\n") { // what follows it matters too
		r.vain += int64(n)
		return nil, false
	}
	if r.block = append(r.block, following[:n]...); isEndOfLine(following[n:]) && jsonscan.Structure(unsafeString(r.block)) != jsonscan.None {
		return &printed{r.block, true}, true
	}
	r.vain += int64(n)
	return nil, true
}

var errLongJSON = fmt.Errorf("the JSON that begins here has more than %d bytes: put a document of events into a file of its own", unpack.BufferSize)

// longJSON returns the error of JSON that is too long for an event. It may be all that the
// file has.
func (r *entryReader) longJSON() error {
	if r.to.count > 0 {
		return errLongJSON
	}
	return &unpack.NotTextError{What: "a JSON document of more than 1 MiB that has no time at its start", Remedy: "see --time-field"}
}

const nextLine = 64 // bytes of the next line that are looked at

// goesOn reports whether the next line can go on with JSON that was printed on several: it
// is indented, or ends what was opened. The elements of a list may not be indented.
func goesOn(line, following []byte) bool {
	firsts := " \t}]"
	if bytes.HasPrefix(line, []byte("[")) {
		firsts = " \t}]{[\""
	}
	if len(following) == 0 || strings.IndexByte(firsts, following[0]) < 0 {
		return false
	}
	next := trimBlanks(following)
	return !bytes.HasSuffix(line, []byte("{")) || len(next) == 0 || next[0] == '"' || next[0] == '}'
}

// ahead reads a line and those that follow it, as far as the buffer reaches, and leaves
// them to be read.
type ahead struct {
	first []byte
	in    *bufio.Reader
	read  int
	full  bool // the buffer does not reach to the end of the file
}

func (a *ahead) Read(p []byte) (int, error) {
	if a.read < len(a.first) {
		n := copy(p, a.first[a.read:])
		a.read += n
		return n, nil
	}
	at := a.read - len(a.first)
	following, err := a.in.Peek(max(a.in.Buffered(), min(at+1, unpack.BufferSize)))
	if len(following) == at {
		if a.full = err == nil; a.full {
			err = io.EOF
		}
		return 0, err
	}
	n := copy(p, following[at:])
	a.read += n
	return n, nil
}

// after returns what follows an index, as far as it matters.
func (a *ahead) after(end int64) []byte {
	const enough = 256
	at := int(end) - len(a.first)
	following, _ := a.in.Peek(max(a.in.Buffered(), min(at+enough, unpack.BufferSize))) // of a shorter file, all of it
	return following[at:]
}

// all returns all that can be read.
func (a *ahead) all() []byte {
	following, _ := a.in.Peek(a.in.Buffered()) // it is in the buffer
	return append(a.first, following...)
}

// readPrinted reads JSON that was printed on several lines as an event, on one line again.
func (r *entryReader) readPrinted(p *printed, offset int64) error {
	i := item{offset: offset, line: r.lines.number}
	for range p.more() {
		if _, err := r.lines.read(); err != nil {
			return err
		}
	}
	if !p.whole {
		r.to.report.Cut++
		return r.readWhole(p.text, i)
	}
	last := len(p.text) - 1 - bytes.LastIndexByte(p.text, '\n')
	if rest := bytes.TrimLeft(r.lines.last[last:], " \t"); len(rest) > 0 { // other JSON, without a line end before it
		r.lines.offset += int64(len(r.lines.last) - len(rest))
		r.lines.last, r.lines.unread = rest, true
	}
	return r.readWhole(compact(p.text), i)
}
