package logfile

import (
	"fmt"
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// The fields of an event in a document
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilteredLogEvent.html,
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html).
const (
	pageTimestamp = iota
	pageMessage
	pageIngestion
	pageStream
	pageGroup
	pageEventID
	pageID // of a subscription's event
	pageFields
)

var pagePaths = jsonscan.New([]string{"timestamp", "message", "ingestionTime", "logStreamName", "logGroupName", "eventId", "id"})

var errNotEvent = fmt.Errorf(`invalid event: want "timestamp" as a number of milliseconds and "message" as a text`)

// event sends an event of the service.
func (d *documents) event(k kind, i item) error {
	if d.messageType == "CONTROL_MESSAGE" {
		return nil // it checks whether the destination can be reached
	}
	var found [pageFields]jsonscan.Value
	pagePaths.Find(unsafeString(d.s.value), found[:])
	if !isText(found[pageMessage]) {
		return &lineError{i.line, errNotEvent}
	}
	if i.at = pageTime(found[pageTimestamp]); !i.at.OK() {
		return &lineError{i.line, errNotEvent}
	}
	r := &d.r.line
	e := d.r.begin(unsafeBytes(r.decoded(found[pageMessage])))
	e.IngestionTime = pageTime(found[pageIngestion]).MS // 0 is unknown
	if i.layout = pageJSON; k == subscription {
		i.layout = payloadJSON
		e.Stream, e.Group = d.stream, d.group
	}
	if v := found[pageStream]; isText(v) {
		e.Stream = r.names(string(jsonscan.Unescape(nil, v.Text)))
	}
	if v := found[pageGroup]; isText(v) {
		e.Group = r.names(string(jsonscan.Unescape(nil, v.Text)))
	}
	i.id = found[pageEventID].Text
	if k == subscription {
		i.id = found[pageID].Text
	}
	i.text = unsafeString(e.Message)
	return d.r.emit(&i)
}

// pageTime reads a number of milliseconds, or a time in ISO as some clients write it.
func pageTime(v jsonscan.Value) stamp.Time {
	switch v.Kind {
	case jsonscan.Number:
		if isMillis(v.Text) {
			return stamp.Number(v.Text)
		}
	case jsonscan.String, jsonscan.Escaped:
		return stamp.Value(string(jsonscan.Unescape(nil, v.Text)))
	}
	return stamp.Time{}
}

// isMillis reports whether a number is one of milliseconds since 1970: not of seconds, and
// not of a smaller unit.
func isMillis(number string) bool {
	n, err := strconv.ParseInt(number, 10, 64)
	return err == nil && n >= stamp.MillisFrom && n < stamp.MicrosFrom
}

func isText(v jsonscan.Value) bool { return v.Kind == jsonscan.String || v.Kind == jsonscan.Escaped }

// decoded returns a string that was found, valid until the next call.
func (r *lineReader) decoded(v jsonscan.Value) string {
	if v.Kind == jsonscan.String {
		return v.Text
	}
	r.fields.unescaped = jsonscan.Unescape(r.fields.unescaped[:0], v.Text)
	return unsafeString(r.fields.unescaped)
}
