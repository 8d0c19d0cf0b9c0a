package logfile

import (
	"math/bits"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// layout is a form of events, as reports name it.
type layout struct {
	name     string
	time     string // where the time is
	yearless bool   // the year is taken from the file's time

	starts string // the first bytes of its lines, of a layout of text

	// read reads the time of a line of text that has this layout, and may set the message,
	// the stream and the group of the event. It is nil for layouts that are not read
	// line by line.
	read func(r *lineReader, line string, e *cwli.Event) stamp.Time
}

const (
	atStart    = "at the start of the line"
	inBrackets = "in brackets"
	leveled    = "text" // the name of a layout
)

// Layouts that are not among textLayouts or jsonLayouts.
var (
	undatedText  = &layout{name: "plain text"}
	givenFormat  = &layout{name: "plain text", time: "in the given format"}
	wrappedJSON  = &layout{name: "events as JSON lines", time: "in `timestamp`"}
	rowJSON      = &layout{name: "rows of the console", time: "in `@timestamp`"}
	dockerJSON   = &layout{name: "Docker's json-file", time: "in `time`"}
	pageJSON     = &layout{name: "output of filter-log-events or get-log-events", time: "in `timestamp`"}
	payloadJSON  = &layout{name: "subscription payloads", time: "in `timestamp`"}
	givenField   = &layout{name: "JSON lines", time: "in the given field"}
	exportLines  = &layout{name: "export to S3", time: atStart}
	tailLines    = &layout{name: "output of aws logs tail", time: atStart}
	samLines     = &layout{name: "output of sam logs", time: "after the stream"}
	bars         = &layout{name: "plain text", time: "after a bar"}
	composeLines = &layout{name: "docker compose", time: "after the name", starts: digits + letters + escape[:1]}
	slowQueries  = &layout{name: "MySQL's slow query log", time: "after # Time"}
	shortTail    = &layout{name: "output of aws logs tail --format short", time: atStart}
)

// textLayouts are the layouts of lines of text, in the order in which they are tried: a
// line has the first that finds a time.
var textLayouts []*layout

// layoutsByStart has the textLayouts for each first byte of a line: a bit for each, the first
// in the lowest.
var layoutsByStart [256]uint32

// The first bytes of lines.
const (
	digits  = "0123456789"
	letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	months  = "JFMASOND"
	days    = "MTWFS"
	blank   = " \t"
)

func init() { // compose lines hold lines of other layouts, so a variable would refer to itself
	composeLines.read = (*lineReader).readCompose
	textLayouts = []*layout{
		{name: "columns", time: "in the columns of the header", starts: digits + letters, read: (*lineReader).readColumns},
		{name: "CRI", time: atStart, starts: digits, read: (*lineReader).readCRI},
		{name: "plain text", time: atStart, starts: digits + blank + "[(\"'\x1b", read: (*lineReader).readISO},
		{name: leveled, time: "after the level", starts: letters + "[", read: (*lineReader).readLevel},
		{name: "syslog (RFC 5424)", time: "after the version", starts: "<", read: (*lineReader).readSyslog5424},
		{name: "syslog (RFC 3164)", time: atStart, yearless: true, starts: "<" + months, read: (*lineReader).readSyslog3164},
		{name: "klog", time: "after the level", yearless: true, starts: "IWEF", read: (*lineReader).readKlog},
		{name: "Ruby's Logger", time: inBrackets, starts: "DIWEFA", read: (*lineReader).readRuby},
		{name: "Rails", time: "after the address", starts: "S", read: (*lineReader).readRails},
		{name: "access log", time: inBrackets, starts: digits + letters + ":-", read: (*lineReader).readAccess},
		{name: "load balancer", time: "after the type", starts: "hgwt", read: (*lineReader).readLoadBalancer},
		{name: "VPC flow log", time: "in `start`", starts: "2", read: (*lineReader).readFlow},
		{name: "plain text, seconds since 1970", time: atStart, starts: digits + " [", read: (*lineReader).readEpoch},
		{name: "plain text, month by name", time: atStart, starts: digits + days + "[", read: (*lineReader).readNamed},
		{name: "Redis", time: "after the role", starts: digits, read: (*lineReader).readRedis},
		composeLines,
		{name: "logfmt", time: "under a key", starts: letters + blank + "@_", read: (*lineReader).readLogfmt},
	}
	for i, l := range textLayouts {
		for _, start := range []byte(l.starts) {
			layoutsByStart[start] |= 1 << i
		}
	}
}

// lineReader reads the time and message of single lines.
type lineReader struct {
	config   *config
	modified time.Time // of the file: the year of times without one
	columns  columns
	object   object
	fields   fieldReader
	names    func(string) string // returns a copy that remains valid
	nested   bool                // in the line of another layout
	composed bool                // the file has lines of docker compose
	instead  *layout             // that a reader has found in place of its own
	words    []string            // of the line, reused

	source int  // of a container's line: stdout or stderr
	goesOn bool // the message goes on in the next line of that source
}

// readText reads a line of text, and returns its layout. The time is of kind None if the
// line has none.
func (r *lineReader) readText(line string, e *cwli.Event) (stamp.Time, *layout) {
	if r.config.format != nil && r.config.field == nil {
		return r.config.format.Find(line, r.modified), givenFormat
	}
	if line == "" {
		return stamp.Time{}, nil
	}
	for left := layoutsByStart[line[0]]; left != 0; left &= left - 1 {
		l := textLayouts[bits.TrailingZeros32(left)]
		if t := l.read(r, line, e); t.Kind != stamp.None {
			if r.instead != nil {
				l, r.instead = r.instead, nil
			}
			return t, l
		}
	}
	return stamp.Time{}, nil
}

// ISO times are after spaces, opening brackets, quotes and the colours of a terminal.
func (r *lineReader) readISO(line string, _ *cwli.Event) stamp.Time {
	if line == "" || isDigit(line[0]) {
		return stamp.ISO(line)
	}
	start := line[opening(line):]
	if strings.HasPrefix(start, escape) {
		start = strings.TrimLeft(withoutColours(start), " [(\"'")
	}
	if start == "" || start[0]-'0' > 9 {
		return stamp.Time{}
	}
	return stamp.ISO(start)
}

// opening returns the index of the first byte that is not a blank, an opening bracket or a
// quote. It is called for most lines without a time, where strings.TrimLeft is slow.
func opening(line string) int {
	for i := range len(line) {
		switch line[i] {
		case ' ', '\t', '[', '(', '"', '\'':
		default:
			return i
		}
	}
	return len(line)
}

const escape = "\x1b["

// withoutColours returns a text without the colours that it starts with.
func withoutColours(s string) string {
	for strings.HasPrefix(s, escape) {
		end := strings.IndexByte(s, 'm')
		if end < 0 {
			return s
		}
		s = s[end+1:]
	}
	return s
}
