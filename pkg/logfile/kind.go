package logfile

import "strings"

// kind is the content of a JSON object.
type kind int

const (
	plainObject  kind = iota // an event
	eventPage                // events, as filter-log-events and get-log-events print them
	subscription             // logEvents, as a subscription delivers them
	recordList               // Records, each an event, as CloudTrail writes files
	queryResult              // what get-query-results prints
	lambdaEvent              // what a function receives that is subscribed to a log group
)

// documentKind returns the kind of the object that a text starts with, which may be cut
// off. The fields of an event may have the names of a document, so what is in the list
// counts too.
func documentKind(text string) kind {
	var o object
	o.scan(text)
	is := func(slot int, firsts string) bool {
		return o.have&(1<<slot) != 0 && strings.HasPrefix(o.values[slot], "[") && strings.IndexByte(firsts, firstIn(o.values[slot])) >= 0
	}
	switch {
	case o.have&timeMask != 0:
		return plainObject
	case is(logEvents, "{]") && (strings.Contains(text, `"messageType"`) || strings.Contains(text, `"logStream"`)):
		return subscription
	case is(results, "[{]") && (strings.Contains(text, `"statistics"`) || strings.Contains(text, `"status"`)):
		return queryResult
	case o.have == 1<<awsLogs && !o.others:
		return lambdaEvent
	case is(events, "{]") && isEventList(o.values[events]):
		return eventPage
	case is(records, "{]") && !o.others:
		return recordList
	}
	return plainObject
}

// firstIn returns the first byte in a list, 0 if it is cut off.
func firstIn(list string) byte {
	if i := blanks(list, 1); i < len(list) {
		return list[i]
	}
	return 0
}

// isEventList reports whether a list is empty or its first element is an event of the
// service.
func isEventList(list string) bool {
	if firstIn(list) == ']' {
		return true
	}
	var o object
	o.scan(list[blanks(list, 1):])
	return o.have&(1<<plainTimestamp|1<<message|1<<ingestionTime|1<<logStreamName|1<<eventID) != 0
}
