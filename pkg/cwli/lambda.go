package cwli

import "strings"

// lambdaGroups is where Lambda writes unless told otherwise.
const lambdaGroups = "/aws/lambda/"

// fromLambda tells whether an event is a Lambda function's. An unnamed group,
// which only local files have, may be one's.
func fromLambda(e *Event) bool {
	group := e.Group[strings.IndexByte(e.Group, ':')+1:] // without the account
	return group == "" || strings.HasPrefix(group, lambdaGroups)
}

// lambdaFields are discovered in the lines that Lambda's runtimes write
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
var lambdaFields = map[string]func(message string) value{
	"@type":           lambdaType,
	"@requestId":      lambdaRequest,
	"@duration":       reported("\tDuration: ", 1),
	"@billedDuration": reported("\tBilled Duration: ", 1),
	"@initDuration":   reported("\tInit Duration: ", 1),
	"@memorySize":     reported("\tMemory Size: ", megabyte),
	"@maxMemoryUsed":  reported("\tMax Memory Used: ", megabyte),
	"@xrayTraceId":    reportedText("\tXRAY TraceId: "),
	"@xraySegmentId":  reportedText("\tSegmentId: "),
}

// megabyte is the unit of sizes in REPORT lines; the fields are in bytes, for
// AWS' samples divide them by 1000 twice.
const megabyte = 1_000_000

const requestMark = " RequestId: "

func lambdaType(message string) value {
	for _, name := range []string{"START", "END", "REPORT"} {
		if rest, ok := strings.CutPrefix(message, name); ok && strings.HasPrefix(rest, requestMark) {
			return textOf(name)
		}
	}
	return value{}
}

// lambdaRequest finds the ID of an invocation in platform lines, and in the
// lines that runtimes prefix with time, ID and tabs.
func lambdaRequest(message string) value {
	if lambdaType(message).kind != absent {
		_, rest, _ := strings.Cut(message, requestMark)
		return upTo(rest, " \t\r\n")
	}
	for rest, more := message, true; more; {
		var cell string
		if cell, rest, more = strings.Cut(rest, "\t"); isUUID(cell) {
			return textOf(cell)
		}
		if len(cell) > len(timeLayout)+2 {
			break // neither time nor level: the prefix is over
		}
	}
	return value{}
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (s[i] == '-') || !dash && strings.IndexByte("0123456789abcdefABCDEF", s[i]) < 0 {
			return false
		}
	}
	return true
}

// reported reads a measure of a REPORT line, which stands before its unit.
func reported(label string, unit float64) func(string) value {
	find := reportedText(label)
	return func(message string) value {
		v := find(message)
		f, ok := v.number()
		if !ok || unit == 1 {
			return v
		}
		return numberOf(f * unit)
	}
}

func reportedText(label string) func(string) value {
	return func(message string) value {
		if !strings.HasPrefix(message, "REPORT"+requestMark) {
			return value{}
		}
		_, rest, ok := strings.Cut(message, label)
		if !ok {
			return value{}
		}
		return upTo(rest, " \t\r\n")
	}
}

func upTo(s, ends string) value {
	if i := strings.IndexAny(s, ends); i >= 0 {
		s = s[:i]
	}
	return textOf(s)
}
