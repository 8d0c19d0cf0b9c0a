package logfile

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

// readFront reads the rest of JSON that was printed on several lines, at the start of a
// file that has not got the start of it, as one event.
func (r *entryReader) readFront() error {
	head, _ := r.lines.in.Peek(headSize) // of a shorter file, all of it
	n := r.line.restOfJSON(head)
	if n == 0 || r.to.count > 0 {
		return nil
	}
	following := trimBlanks(head[n:])
	if len(following) == 0 {
		return &lineError{1, errRest}
	}
	if text, _, err := decodeFirst(bytes.NewReader(following)); err == nil { // it may be on several lines
		if t := r.line.timeOf(unsafeString(text)); t.OK() {
			r.to.clock, r.clocked = t.MS, true
		}
	}
	var message []byte
	for end := r.lines.next + int64(n); r.lines.next < end; {
		line, err := r.lines.read()
		if err != nil {
			return err
		}
		message = append(append(message, line...), '\n')
	}
	return r.sendFront(bytes.TrimRight(message, "\n"))
}

var errRest = &unpack.NotTextError{What: "the rest of a JSON document whose start is missing", Remedy: "export it again"}

// isRestLine reports whether a text is the rest of a JSON document on one line: it closes
// more brackets than it opens, and has a key.
func isRestLine(text string) bool {
	end := strings.TrimRight(text, " \t")
	return end != "" && strings.IndexByte("}]", end[len(end)-1]) >= 0 && strings.Contains(end, `":`) && nesting(end) < 0
}

// sendFront sends the rest of an event, with the time of the next one.
func (r *entryReader) sendFront(message []byte) error {
	before := r.to.report.Front
	r.begin(message)
	err := r.emit(&item{line: 1, text: unsafeString(message)})
	r.to.report.Front = before + 1 // emit may have counted it already
	return err
}

// restOfJSON returns the length of the rest of printed JSON at the start of a file: indented
// lines, of which the first is cut off, up to the bracket that ends it. If a text as long as
// the head has nothing else, that is all of it.
func (r *lineReader) restOfJSON(head []byte) (length int) {
	printed, depth, lowest := 0, 0, 0
	for line := range bytes.Lines(head) {
		text := unsafeString(withoutEnd(line))
		isFirst, isEnd := length == 0, text == "}" || text == "]"
		length += len(line)
		depth += nesting(text)
		lowest = min(lowest, depth)
		switch {
		case isFirst && r.mayBeRest(text), isPrinted(text):
			if isPrinted(text) {
				printed++
			}
		case isEnd && printed > 0 && depth < 0:
			return length
		default:
			return 0
		}
	}
	if len(head) < headSize || printed == 0 || lowest == 0 {
		return 0
	}
	return length
}

// mayBeRest reports whether the first line of a file may be cut off at its start. One with
// a time is not, unless the time is a value of JSON.
func (r *lineReader) mayBeRest(line string) bool {
	return line != "" && (strings.HasSuffix(line, ",") || !isStamped(line) && !r.timeOf(line).OK())
}

// nesting returns how many more brackets a line of JSON opens than it closes. It may start
// within a string.
func nesting(line string) (depth int) {
	inString := strings.Count(line, `"`)%2 != strings.Count(line, `\"`)%2
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			depth--
		}
	}
	return depth
}

// isPrinted reports whether a line may be one of JSON on several lines: it is indented, and
// begins and ends as JSON does.
func isPrinted(line string) bool {
	text := strings.TrimLeft(line, " \t")
	if len(text) == len(line) || text == "" {
		return false
	}
	end := strings.TrimRight(text, ", ")
	return end != "" && (end == "true" || end == "false" || end == "null" || strings.IndexByte("\"{}[]-0123456789", text[0]) >= 0) &&
		strings.IndexByte("\"{}[]0123456789el", end[len(end)-1]) >= 0
}

// isStamped reports whether a line may be the first one of an event of several lines.
func isStamped(line string) bool {
	return slices.ContainsFunc(stampedForms, func(f *stampedForm) bool { _, ok := f.split(line, ""); return ok })
}
