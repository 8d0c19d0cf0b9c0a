package logfile

import (
	"slices"
	"strconv"
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
	// column clock, and the zone of that in the column zone.
	time, clock, zone, message, stream, eventID int
}

// csvLayout is the layout of files whose time is in a column, and the place of that among
// timeFields.
type csvLayout struct {
	rank   int
	layout *layout
}

// csvExport is the layout of files that the console downloads: of log events with the
// columns timestamp and message, of the rows of a query with those that it has.
var csvExport = &layout{name: "CSV of the console", time: "in the column of the header"}

// csvLayouts are the layouts of other CSV files, by the name of the column that has the
// time, and that of a column that the user has named.
var (
	csvLayouts = func() map[string]*csvLayout {
		all := map[string]*csvLayout{}
		for rank, name := range timeFields {
			if lower := strings.ToLower(name); all[lower] == nil {
				all[lower] = &csvLayout{rank, &layout{name: "CSV", time: "in `" + name + "`"}}
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

// parseCSVHeader returns the header that a line is, nil if no column may have the time. field
// is the column that the user has named, "" if there is none.
func (r *lineReader) parseCSVHeader(line, field string) *csvHeader {
	const longest = 8 << 10
	if len(line) > longest {
		return nil
	}
	for _, separator := range []byte(",;\t") {
		if strings.IndexByte(line, separator) < 0 {
			continue
		}
		r.words = splitCSV(r.words[:0], line, separator, len(line))
		for i, name := range r.words {
			r.words[i] = strings.TrimSpace(name)
		}
		h := csvHeader{names: r.words, separator: separator, time: -1, clock: -1, zone: -1}
		if h.findColumns(field) {
			h.keepNames()
			return &h
		}
	}
	return nil
}

// findColumns finds the columns that matter. It reports false if none may have the time.
func (h *csvHeader) findColumns(field string) bool {
	find := func(wanted ...string) int {
		return slices.IndexFunc(h.names, func(name string) bool { return slices.Contains(wanted, name) })
	}
	h.message, h.stream, h.eventID = find("message", "@message"), find("logStreamName", "@logStream"), find("eventId")
	if at := find("timestamp", "@timestamp"); at >= 0 && h.message >= 0 && h.isOfConsole() {
		h.time, h.console, h.layout = at, true, csvExport
		return true
	}
	if field != "" {
		h.time, h.layout = find(field), givenColumn
		return h.time >= 0
	}
	h.findTime()
	if h.clock >= 0 {
		h.zone = find("tz", "timezone")
	}
	return h.time >= 0
}

// keepNames copies the names. A column without a name is named by its place.
func (h *csvHeader) keepNames() {
	names := make([]string, len(h.names))
	for i, name := range h.names {
		if names[i] = strings.Clone(name); name == "" {
			names[i] = "column" + strconv.Itoa(i+1)
		}
	}
	h.names = names
}

// isSame reports whether another header has the same columns.
func (h *csvHeader) isSame(other *csvHeader) bool {
	return h.separator == other.separator && slices.Equal(h.names, other.names)
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

// findTime finds the column that has the first of timeFields as its name.
func (h *csvHeader) findTime() {
	best := len(timeFields)
	for i, name := range h.names {
		l := csvLayouts[strings.ToLower(name)]
		if l != nil && l.rank < best {
			best, h.time, h.layout = l.rank, i, l.layout
		}
	}
	if h.time < 0 || !strings.EqualFold(h.names[h.time], "time") {
		return
	}
	if date := slices.IndexFunc(h.names, func(name string) bool { return strings.EqualFold(name, "date") }); date >= 0 {
		h.clock, h.time = h.time, date
	}
}

// at returns the time of a record. Those of the service are in UTC.
func (h *csvHeader) at(c *config, values []string, modified time.Time) stamp.Time {
	if max(h.time, h.clock, h.zone) >= len(values) {
		return stamp.Time{}
	}
	text := values[h.time]
	switch {
	case h.console, c.format == nil && h.names[h.time] == "@timestamp":
		t := wholeTime(text)
		if t.OK() {
			t.Kind = stamp.Read
		}
		return t
	case h.clock >= 0 && !stamp.Date(text).OK():
		text = values[h.clock]
	case h.clock >= 0:
		text += " " + values[h.clock]
	}
	if c.format != nil {
		return c.value(text, modified)
	}
	if t := wholeTime(text); h.zone < 0 || t.Kind != stamp.Local {
		return t
	}
	return inZone(text, strings.TrimSpace(values[h.zone]))
}

// inZone reads a time whose zone, if it has one, is in another column.
func inZone(text, zone string) stamp.Time {
	switch {
	case zone == "":
	case strings.Contains("+-", zone[:1]):
		text += zone
	default:
		text += " " + zone
	}
	t := wholeTime(text)
	if !t.OK() {
		t.Kind = stamp.UnknownZone
	}
	return t
}

// wholeTime reads a column that has nothing but a time.
func wholeTime(text string) stamp.Time {
	t := stamp.Value(text)
	if t.OK() && !isTime(text) {
		t.Kind = stamp.Invalid
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
