package logfile

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// columns are those that the header of a file names: a line of VPC flow logs in S3
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html), or the fields of
// the extended log format of the W3C (https://www.w3.org/TR/WD-logfile.html), which
// CloudFront writes.
type columns struct {
	count int
	date  int // the column of a date, -1 if there is none
	time  int // the column of the time of day after a date, or of the whole time
	w3c   bool
}

// headerStarts are the first bytes of lines that may be headers: most lines begin otherwise.
var headerStarts = bytesOf("#abcdefghijklmnopqrstuvwxyz")

func bytesOf(text string) (all [256]bool) {
	for i := range len(text) {
		all[text[i]] = true
	}
	return all
}

// header reports whether a line, which begins as headerStarts has it, is not an event but a
// header, and remembers its columns.
// The directives of the extended log format are headers in such a file; in any other one,
// a line that starts as they do is text.
func (r *lineReader) header(line string) bool {
	if line[0] == '#' {
		if c, ok := r.directive(line); ok {
			r.columns = c
			return true
		}
		return r.columns.w3c && isDirective(line)
	}
	if !isNames(line) {
		return false
	}
	if names := strings.Fields(line); isFlowHeader(names) {
		r.columns = r.named(names, "", "start")
		if r.columns.time < 0 && r.config.field == nil {
			r.columns.time = slices.Index(names, "end")
		}
		return true
	}
	return false
}

// directive reads the one with the names of the columns, if one has the time.
func (r *lineReader) directive(line string) (c columns, ok bool) {
	fields, ok := strings.CutPrefix(line, "#Fields:")
	if !ok {
		return c, false
	}
	c = r.named(strings.Fields(fields), "date", "time")
	c.w3c = true
	return c, c.time >= 0
}

// isHeader is header for the last line. The directives before the first names of columns
// are known by those. That there are none holds for all lines that were looked at.
func (r *entryReader) isHeader(line []byte) bool {
	const furthest = 4 << 10
	s := unsafeString(line)
	if r.line.header(s) {
		return true
	}
	if line[0] != '#' || r.lines.number < r.nameless || !isDirective(s) {
		return false
	}
	_, following := r.lines.peek(furthest)
	r.nameless = r.lines.number + 1
	for next := range bytes.Lines(following) {
		next = withoutEnd(next)
		if _, ok := r.line.directive(unsafeString(next)); ok {
			r.nameless = 0
			return true
		}
		if len(next) == 0 || next[0] != '#' {
			break
		}
		r.nameless++
	}
	return false
}

// isNames reports whether a line has nothing but names as those of flow logs' fields are
// written, among them one with a hyphen or that of an address.
func isNames(line string) bool {
	const longest = 1 << 10
	if len(line) > longest {
		return false
	}
	for i := range len(line) {
		if c := line[i]; c-'a' > 25 && c-'0' > 9 && c != '-' && c != '_' && c != ' ' {
			return false
		}
	}
	return strings.IndexByte(line, '-') >= 0 || strings.Contains(line, "addr")
}

// isDirective reports whether a line is a directive of the extended log format.
func isDirective(line string) bool {
	name, _, found := strings.Cut(line[1:min(len(line), 20)], ":")
	return found && slices.Contains([]string{"Version", "Software", "Start-Date", "End-Date", "Date", "Remark"}, name)
}

// flowFields are fields that flow logs have by default.
var flowFields = []string{"version", "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes",
	"start", "end", "action", "log-status", "resource-type"}

// isFlowHeader reports whether words are names of fields of flow logs.
func isFlowHeader(words []string) bool {
	const enough = 3
	known := 0
	for _, w := range words {
		if slices.Contains(flowFields, w) {
			known++
		}
	}
	return known >= enough
}

func (r *lineReader) named(names []string, date, time string) columns {
	c := columns{count: len(names), date: slices.Index(names, date), time: slices.Index(names, time)}
	if r.config.field != nil {
		c.date, c.time = -1, slices.Index(names, r.config.TimeField)
	}
	return c
}

// readColumns reads a line that has the columns of the header.
func (r *lineReader) readColumns(line string, _ *cwli.Event) stamp.Time {
	c := &r.columns
	if c.count == 0 || c.time < 0 {
		return stamp.Time{}
	}
	values := r.split(line)
	if strings.Contains(line, "\t") {
		values = strings.Split(line, "\t")
	}
	if len(values) != c.count {
		return stamp.Time{}
	}
	if c.date < 0 {
		return r.config.value(values[c.time], r.modified)
	}
	return stamp.ISO(values[c.date] + " " + values[c.time] + "Z") // the format's times are in UTC
}

// readFlow reads a line of VPC flow logs of the default format, version 2, whose time is
// the start of its interval
// (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html).
func (r *lineReader) readFlow(line string, _ *cwli.Event) stamp.Time {
	const start, end, fields = 10, 11, 14
	if !strings.HasPrefix(line, "2 ") {
		return stamp.Time{}
	}
	values := r.split(line)
	if len(values) != fields || !strings.Contains("OK NODATA SKIPDATA", values[fields-1]) || stamp.Number(values[end]).Kind == stamp.None {
		return stamp.Time{}
	}
	return stamp.Number(values[start])
}

// split returns the words of a line, valid until the next call.
func (r *lineReader) split(line string) []string {
	r.words = r.words[:0]
	for word := range strings.FieldsSeq(line) {
		r.words = append(r.words, word)
	}
	return r.words
}
