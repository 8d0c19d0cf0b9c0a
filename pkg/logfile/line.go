package logfile

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// What a JSON line is asked for: its own time first, then what makes it an
// event that wraps its message.
const (
	atTimestamp = iota
	timestamp
	embedded
	times // how many of them are times
)

const (
	message = times + iota
	ingestion
	stream
	group
	paths
)

var (
	linePaths = jsonscan.New([]string{"@timestamp", "timestamp", "_aws.Timestamp",
		"message", "ingestionTime", "logStreamName", "logGroupName"})
	timePaths     = jsonscan.New([]string{"@timestamp", "timestamp", "_aws.Timestamp"})
	embeddedPaths = jsonscan.New([]string{"_aws.Timestamp"})
)

var eventKeys = map[string]bool{"timestamp": true, "message": true, "ingestionTime": true,
	"logStreamName": true, "logGroupName": true, "eventId": true}

// lineReader reads single lines as events.
type lineReader struct {
	found     [paths]jsonscan.Value
	unescaped []byte
}

// read fills e from a line, and tells whether the line has a time; without one
// e.Timestamp is left alone.
func (r *lineReader) read(line string, e *cwli.Event, name func(string) string) (dated bool) {
	e.IngestionTime, e.Stream, e.Group = 0, "", ""
	if !strings.HasPrefix(line, "{") {
		return leadingTime(line, e)
	}
	if r.wrapped(line) {
		return r.unwrap(e, name)
	}
	ms, dated := r.ownTime(line)
	if dated {
		e.Timestamp = ms
	}
	return dated
}

// ownTime reads the time of a JSON line. Without a key that ends in "timestamp"
// the search ends at EMF's, which stands at the start: that is worth a look.
func (r *lineReader) ownTime(line string) (ms int64, ok bool) {
	found, wanted := r.found[:times], timePaths
	if !strings.Contains(line, `timestamp"`) {
		found, wanted = r.found[embedded:times], embeddedPaths
	}
	wanted.Find(line, found)
	for _, v := range found {
		if v.Kind != jsonscan.Number && v.Kind != jsonscan.String {
			continue
		}
		if ms, ok := anyTime(v.Text); ok {
			return ms, true
		}
	}
	return 0, false
}

// leadingTime also looks behind an opening bracket or quote.
func leadingTime(line string, e *cwli.Event) bool {
	ms, length := isoTime(strings.TrimLeft(line, " \t[(\"'"))
	if length > 0 {
		e.Timestamp = ms
	}
	return length > 0
}

// wrapped tells whether a line has exactly the keys of an event of the service,
// with its time in milliseconds. Any other object is a message itself, also
// with fields called timestamp and message.
func (r *lineReader) wrapped(line string) bool {
	known := func(key string) bool { return eventKeys[key] }
	if !jsonscan.Keys(line, known) || !jsonscan.Valid(line) {
		return false
	}
	linePaths.Find(line, r.found[:])
	at, err := strconv.ParseInt(r.found[timestamp].Text, 10, 64)
	return err == nil && at >= millisFrom && r.found[timestamp].Kind == jsonscan.Number && isText(r.found[message])
}

func isText(v jsonscan.Value) bool { return v.Kind == jsonscan.String || v.Kind == jsonscan.Escaped }

func (r *lineReader) unwrap(e *cwli.Event, name func(string) string) bool {
	e.Timestamp, _ = epochTime(r.found[timestamp].Text)
	e.IngestionTime, _ = epochTime(r.found[ingestion].Text) // 0 is unknown
	e.Stream, e.Group = name(view(r.text(stream))), name(view(r.text(group)))
	e.Message = r.text(message)
	return true
}

// text decodes a found string; it is valid until the next.
func (r *lineReader) text(path int) []byte {
	r.unescaped = jsonscan.Unescape(r.unescaped[:0], r.found[path].Text)
	return r.unescaped
}
