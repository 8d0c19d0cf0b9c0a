package logfile

import (
	"bytes"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// kind is the content of a JSON object or list.
type kind int

const (
	plainJSON     kind = iota // an event, or the message of one
	eventPage                 // events, as filter-log-events and get-log-events print them
	subscription              // logEvents, as a subscription delivers them
	recordList                // Records, each an event, as CloudTrail writes files
	someRecords               // Records with times, of which it is not known whose they are
	objectList                // a list of objects that have times
	emptyDocument             // one of these without an event
	notification              // Records of an event of AWS, such as S3's, as a function receives it

	queryResult // what get-query-results prints; this and the following have no events
	lambdaEvent // what a function receives that is subscribed to a log group
	datelessPage
	textList
	rowList
)

// holdsEvents reports whether a document of this kind has events.
func (k kind) holdsEvents() bool { return k >= eventPage && k <= objectList }

// hasRecords reports whether a document of this kind has Records, whosever they are.
func (k kind) hasRecords() bool { return k == recordList || k == someRecords || k == notification }

// isForeign reports whether a document of this kind has no log events, though it came with
// them.
func (k kind) isForeign() bool { return k >= queryResult }

// documentKind returns the kind of the object or list that a text starts with, which may
// be cut off. The fields of an event may have the names of a document, so what is in the
// list counts too. If the user has named the field of the time, an object is an event.
func (r *lineReader) documentKind(text string) kind {
	if strings.HasPrefix(text, "[") {
		return r.listKind(text)
	}
	if r.config.field != nil || !strings.HasPrefix(text, "{") {
		return plainJSON
	}
	var o object
	o.scan(text)
	if o.have&timeMask != 0 || o.have&listMask == 0 {
		return plainJSON
	}
	if o.end > 0 {
		text = text[:o.end]
	}
	switch {
	case o.hasList(logEvents, "{]") && (o.end < 0 || strings.Contains(text, `"messageType"`) || strings.Contains(text, `"logStream"`)):
		return eventsKind(o.values[logEvents], subscription)
	case o.hasList(results, "[{") && (strings.Contains(text, `"statistics"`) || strings.Contains(text, `"status"`)):
		return queryResult
	case o.have == 1<<awsLogs && !o.others:
		return lambdaEvent
	case o.hasList(events, "{"), o.hasList(events, "]") && jsonscan.Keys(text, isPageKey):
		return eventsKind(o.values[events], eventPage)
	case o.hasList(records, "{") && !o.others && r.hasTimes(o.values[records]):
		return recordsKind(o.values[records])
	case o.hasList(records, "]") && !o.others:
		return emptyDocument
	}
	return plainJSON
}

// hasList reports whether a member is a list whose first byte is one of firsts.
func (o *object) hasList(slot int, firsts string) bool {
	return o.have&(1<<slot) != 0 && strings.HasPrefix(o.values[slot], "[") && strings.IndexByte(firsts, firstIn(o.values[slot])) >= 0
}

// firstIn returns the first byte in a list, 0 if it is cut off.
func firstIn(list string) byte {
	if i := blanks(list, 1); i < len(list) {
		return list[i]
	}
	return 0
}

// isPageKey reports whether a page of events has a member of that name.
func isPageKey(name string) bool {
	return slices.Contains([]string{"events", "searchedLogStreams", "nextToken", "nextForwardToken", "nextBackwardToken"}, name)
}

// eventsKind returns the kind of a document by its list: plainJSON if the first element is
// not an event of the service.
func eventsKind(list string, k kind) kind {
	if firstIn(list) == ']' {
		return emptyDocument
	}
	var o object
	o.scan(list[blanks(list, 1):])
	const service = 1<<plainTimestamp | 1<<ingestionTime | 1<<logStreamName | 1<<eventID
	at := o.values[plainTimestamp]
	switch dated := o.have&(1<<plainTimestamp) != 0; {
	case o.end < 0 && o.have&service == 0, o.end > 0 && !(dated && o.have&(1<<message) != 0 && o.values[message][0] == '"'):
		return plainJSON
	case dated && !isMillis(at) && (at[0] != '"' || !stamp.Value(strings.Trim(at, `"`)).OK()):
		return datelessPage
	}
	return k
}

// recordsKind returns the kind of Records with times, by the source of the first one: that of
// CloudTrail's is a name such as s3.amazonaws.com
// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html),
// and that of a notification one such as aws:s3
// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).
func recordsKind(list string) kind {
	var found [1]jsonscan.Value
	recordSource.Find(list[blanks(list, 1):], found[:])
	switch source := found[0].Text; {
	case strings.HasSuffix(source, ".amazonaws.com"):
		return recordList
	case strings.HasPrefix(source, "aws:"):
		return notification
	}
	return someRecords
}

var recordSource = jsonscan.New([]string{"eventSource"})

// listKind returns the kind of a list.
func (r *lineReader) listKind(list string) kind {
	switch c := firstIn(list); {
	case c == '{' && r.hasTimes(list):
		return objectList
	case c == ']':
		return emptyDocument
	case c == '"' && r.config.field == nil:
		return textList
	case c == '[' && r.config.field == nil:
		return rowList
	}
	return plainJSON
}

// hasTimes reports whether one of the objects at the start of a list has a time.
func (r *lineReader) hasTimes(list string) bool {
	last := r.object
	defer func() { r.object = last }()
	return r.firstTime(list).OK()
}

// firstTime returns the first time that one of the objects at the start of a list has.
func (r *lineReader) firstTime(list string) stamp.Time {
	list = list[:min(len(list), headSize)]
	for i := blanks(list, 1); i < len(list) && list[i] == '{'; {
		var b balance
		n, done := b.step(unsafeBytes(list[i:]))
		if t := r.timeOf(list[i : i+n]); t.OK() {
			return t
		}
		if i = blanks(list, i+n); !done || i == len(list) || list[i] != ',' {
			break
		}
		i = blanks(list, i+1)
	}
	return stamp.Time{}
}

// documentIn returns the number of the first line of a text that begins a document with
// events, after a line with a number; 0 if none of the first ones does.
func (r *lineReader) documentIn(text []byte, number int) int {
	const most = 16 // lines that begin as JSON does
	tried, offset := 0, 0
	for line := range bytes.Lines(text) {
		if number++; line[0] == '{' || line[0] == '[' {
			if tried++; r.documentKind(unsafeString(text[offset:min(len(text), offset+headSize)])).holdsEvents() {
				return number
			}
		}
		if offset += len(line); tried == most {
			return 0
		}
	}
	return 0
}
