package logfile

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// The indexes of linePaths: first the places of a line's time, then the other keys
// of an event that has its message as a string.
const (
	atTimestamp = iota
	timestamp
	embedded
	times // the number of places of a time
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

// lineReader reads a line as an event.
type lineReader struct {
	found     [paths]jsonscan.Value
	unescaped []byte
}

// read fills e from a line, and reports whether the line has a time. Without one,
// e.Timestamp stays as it is. If the line is an event that has its message as a
// string, e.Message becomes that string; otherwise it stays as it is. name returns
// a copy of a string that remains valid.
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

// ownTime reads the time of a JSON line. It first searches the text for a key that
// ends in "timestamp": without one, only the time of the embedded metric format is
// left to find, which is at the start of the line.
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

// leadingTime reads the time that a line of text starts with, after spaces, opening
// brackets and quotes.
func leadingTime(line string, e *cwli.Event) bool {
	ms, length := isoTime(strings.TrimLeft(line, " \t[(\"'"))
	if length > 0 {
		e.Timestamp = ms
	}
	return length > 0
}

// wrapped reports whether a line has only keys of an event of the service, with its
// time in milliseconds. Any other object is a message, even one with the fields
// timestamp and message.
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

// unwrap fills e from the fields that wrapped has found.
func (r *lineReader) unwrap(e *cwli.Event, name func(string) string) bool {
	e.Timestamp, _ = epochTime(r.found[timestamp].Text)
	e.IngestionTime, _ = epochTime(r.found[ingestion].Text) // 0 is unknown
	e.Stream, e.Group = name(unsafeString(r.text(stream))), name(unsafeString(r.text(group)))
	e.Message = r.text(message)
	return true
}

// text decodes a string that was found. The result is valid until the next call.
func (r *lineReader) text(path int) []byte {
	r.unescaped = jsonscan.Unescape(r.unescaped[:0], r.found[path].Text)
	return r.unescaped
}
