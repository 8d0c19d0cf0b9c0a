package logfile

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// csvHeader is the first line of a CSV file: the names of its columns, which commas,
// semicolons or tabs separate.
type csvHeader struct {
	names     []string
	separator byte
	console   bool // a file that the console downloads, whose events are their messages
	layout    *layout

	// The places of columns, -1 if there is none. A date may have its time of day in the
	// column clock.
	time, clock, message, stream, eventID int
}

// csvExport is the layout of files that the console downloads: of log events with the
// columns timestamp and message, of the rows of a query with those that it has.
var csvExport = &layout{name: "CSV of the console", time: "in the column of the header"}

// csvLayouts are the layouts of other CSV files, by the name of the column that has the
// time, and that of a column that the user has named.
var (
	csvLayouts = func() map[string]*layout {
		all := map[string]*layout{}
		for _, name := range timeFields {
			if lower := strings.ToLower(name); all[lower] == nil {
				all[lower] = &layout{name: "CSV", time: "in `" + name + "`"}
			}
		}
		return all
	}()
	givenColumn = &layout{name: "CSV", time: "in the given column"}
)

// serviceColumns are those that the console's files have for themselves: with no others,
// an event is its message.
var serviceColumns = []string{"timestamp", "message", "@timestamp", "@message", "ingestionTime", "@ingestionTime", "logStreamName", "@logStream",
	"logGroupName", "@log", "@logGroupId", "eventId", "@ptr", "@aws.account", "@aws.region"}

// csvStarts and headerStarts are the first bytes of lines that may be headers: most lines
// begin otherwise.
var (
	csvStarts    = bytesOf(letters + `@"_`)
	headerStarts = bytesOf("#abcdefghijklmnopqrstuvwxyz")
)

func bytesOf(text string) (all [256]bool) {
	for i := range len(text) {
		all[text[i]] = true
	}
	return all
}

// mayBeCSVHeader reports whether a line has nothing but what names of columns have, and
// separators. Most lines have other characters near their start.
func mayBeCSVHeader(line []byte) bool {
	const longest = 8 << 10
	if len(line) > longest {
		return false
	}
	for _, c := range line {
		if !inNames[c] && c < 0x80 {
			return false
		}
	}
	return bytes.IndexByte(line, ',') > 0 || bytes.IndexByte(line, '\t') > 0 || bytes.IndexByte(line, ';') > 0
}

var inNames = bytesOf(letters + digits + "_@.-/ ()%$#\"" + ",;\t")

// parseCSVHeader reads the names of a header. It reports false if no column may have the
// time.
func (r *lineReader) parseCSVHeader(line string) (h csvHeader, ok bool) {
	h = csvHeader{separator: ',', time: -1, clock: -1}
	for _, separator := range []byte("\t;") {
		if strings.IndexByte(line, separator) > 0 {
			h.separator = separator
		}
	}
	for _, name := range splitCSV(nil, line, h.separator, len(line)) {
		h.names = append(h.names, strings.TrimSpace(name))
	}
	find := func(wanted ...string) int {
		return slices.IndexFunc(h.names, func(name string) bool { return slices.Contains(wanted, name) })
	}
	h.message, h.stream, h.eventID = find("message", "@message"), find("logStreamName", "@logStream"), find("eventId")
	if at := find("timestamp", "@timestamp"); at >= 0 && h.message >= 0 && h.isOfConsole() {
		h.time, h.console, h.layout = at, true, csvExport
		return h, true
	}
	return h, len(h.names) > 1 && !slices.Contains(h.names, "") && r.timeColumn(&h)
}

// isOfConsole reports whether a header has only columns of the service, or that of the
// messages of a query's rows: what else those have, the query has made.
func (h *csvHeader) isOfConsole() bool {
	return h.names[h.message] == "@message" ||
		!slices.ContainsFunc(h.names, func(name string) bool { return !slices.Contains(serviceColumns, name) })
}

// left returns the columns that are not in the events.
func (h *csvHeader) left() (names []string) {
	for _, name := range h.names {
		if h.console && !slices.Contains(serviceColumns, name) {
			names = append(names, name)
		}
	}
	return names
}

// timeColumn finds the column of the time: that of the user, or the first of timeFields.
func (r *lineReader) timeColumn(h *csvHeader) bool {
	if r.config.field != nil {
		h.time, h.layout = slices.Index(h.names, r.config.TimeField), givenColumn
		return h.time >= 0
	}
	for _, name := range timeFields {
		at := slices.IndexFunc(h.names, func(n string) bool { return strings.EqualFold(n, name) })
		switch {
		case at < 0:
		case h.time < 0:
			h.time, h.layout = at, csvLayouts[strings.ToLower(name)]
		case name == "date" && strings.EqualFold(h.names[h.time], "time"):
			h.clock, h.time = h.time, at
		}
	}
	return h.time >= 0
}

// at returns the time of a record. Those of the service are in UTC.
func (h *csvHeader) at(c *config, values []string, modified time.Time) stamp.Time {
	text := values[h.time]
	if h.clock >= 0 && stamp.Date(text).OK() {
		text += " " + values[h.clock]
	} else if h.clock >= 0 {
		text = values[h.clock]
	}
	t := c.value(text, modified)
	switch {
	case c.format == nil && t.OK() && !isTime(text):
		t.Kind = stamp.Invalid
	case t.OK() && (h.console || h.names[h.time] == "@timestamp"):
		t.Kind = stamp.Read
	}
	return t
}

// isTime reports whether a column is nothing but a time, after which a zone may be in
// brackets: lines of text begin with one too.
func isTime(text string) bool {
	text = strings.TrimSpace(text)
	t := stamp.Value(text)
	if !t.OK() {
		return false
	}
	rest := strings.TrimSpace(text[t.End:])
	return rest == "" || strings.Contains("[(", rest[:1]) && strings.IndexAny(rest, "])") == len(rest)-1
}

// findCSV returns the header that the last line is, nil if it is none. Names alone may be
// text too: unless the file begins with the columns of the console, what follows must be
// a record.
func (r *entryReader) findCSV(line []byte) *csvHeader {
	const most = 100 // lines that are looked at in vain
	if r.notCSV > most || !csvStarts[line[0]] || !mayBeCSVHeader(line) {
		return nil
	}
	h, ok := r.line.parseCSVHeader(string(line))
	if !ok {
		return nil
	}
	_, following := r.lines.peek(headSize)
	record, complete := firstRecord(following, h.separator)
	values := splitCSV(nil, record, h.separator, len(h.names))
	switch {
	case h.console && !r.clocked, complete && h.isRecord(r.line.config, values, r.line.modified):
		return &h
	case !r.clocked && record == "": // of a file without records
		return &h
	}
	r.notCSV++
	return nil
}

// firstRecord returns the first record of a text without its line end.
func firstRecord(text []byte, separator byte) (record string, complete bool) {
	text = bytes.TrimLeft(text, "\r\n")
	end := 0
	var q quotes
	for line := range bytes.Lines(text) {
		end += len(line)
		if !q.open(line, separator) {
			return unsafeString(withoutEnd(text[:end])), true
		}
	}
	return unsafeString(text), false
}

// isRecord reports whether values are a record of the file: there is one for each column,
// and the time can be read.
func (h *csvHeader) isRecord(c *config, values []string, modified time.Time) bool {
	return len(values) == len(h.names) && h.at(c, values, modified).OK() && !h.splits(values)
}

// splits reports whether a comma that belongs to the fraction of a time, as Python and
// Log4j write it, was taken for a separator: the columns `2026-01-01 00:00:01` and
// `123 INFO text`.
func (h *csvHeader) splits(values []string) bool {
	const fraction = 3
	if h.separator != ',' || h.time+1 >= len(values) || strings.ContainsRune(values[h.time], '.') {
		return false
	}
	next := values[h.time+1]
	if len(next) <= fraction || next[fraction]-'0' <= 9 {
		return false
	}
	return strings.Trim(next[:fraction], digits) == ""
}
