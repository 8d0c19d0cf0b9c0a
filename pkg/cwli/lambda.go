package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// lambdaGroups begins the name of a function's log group unless its configuration
// names another.
const lambdaGroups = "/aws/lambda/"

// fromLambda reports whether an event may be of a Lambda function: its group is
// one of Lambda's, or has no name, as in local files.
func fromLambda(e *Event) bool {
	group := e.Group[strings.IndexByte(e.Group, ':')+1:] // without the account
	return group == "" || strings.HasPrefix(group, lambdaGroups)
}

// lambdaFields find the system fields in the lines that Lambda's runtimes write
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
var lambdaFields = map[string]func(message string) value.Value{
	"@type":           lambdaType,
	"@requestId":      lambdaRequest,
	"@duration":       reported("\tDuration: ", 1),
	"@billedDuration": reported("\tBilled Duration: ", 1),
	"@initDuration":   reported("\tInit Duration: ", 1),
	"@memorySize":     reported("\tMemory Size: ", megabyte),
	"@maxMemoryUsed":  reported("\tMax Memory Used: ", megabyte),
	"@xrayTraceId":    reportedText("XRAY TraceId: "),
	"@xraySegmentId":  reportedText("\tSegmentId: "),
}

// megabyte is the unit of sizes in REPORT lines. The fields are in bytes: AWS's
// samples divide them by 1000 twice.
const megabyte = 1_000_000

const requestMark = " RequestId: "

func lambdaType(message string) value.Value {
	for _, name := range []string{"START", "END", "REPORT"} {
		if rest, ok := strings.CutPrefix(message, name); ok && strings.HasPrefix(rest, requestMark) {
			return value.OfText(name)
		}
	}
	return value.Value{}
}

// lambdaRequest finds the ID of an invocation in the lines START, END and REPORT,
// and in lines to which a runtime adds a prefix: time, ID and level, with tabs
// between.
func lambdaRequest(message string) value.Value {
	if lambdaType(message).Present() {
		_, rest, _ := strings.Cut(message, requestMark)
		return upTo(rest, " \t\r\n")
	}
	for rest, more := message, true; more; {
		var cell string
		if cell, rest, more = strings.Cut(rest, "\t"); isUUID(cell) {
			return value.OfText(cell)
		}
		if len(cell) > len(value.TimeLayout)+2 {
			break // longer than a time or a level: not in the prefix
		}
	}
	return value.Value{}
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

// reported returns a function that finds the number after a label in a REPORT line,
// times unit.
func reported(label string, unit float64) func(string) value.Value {
	find := reportedText(label)
	return func(message string) value.Value {
		v := find(message)
		f, ok := v.Float()
		if !ok {
			return v
		}
		return value.Value{Kind: value.Double, Num: f * unit}
	}
}

// reportedText returns a function that finds the word after a label in a REPORT
// line.
func reportedText(label string) func(string) value.Value {
	return func(message string) value.Value {
		if !strings.HasPrefix(message, "REPORT"+requestMark) {
			return value.Value{}
		}
		_, rest, ok := strings.Cut(message, label)
		if !ok {
			return value.Value{}
		}
		return upTo(rest, " \t\r\n")
	}
}

// upTo returns the part of s before the first of the characters in ends.
func upTo(s, ends string) value.Value {
	if i := strings.IndexAny(s, ends); i >= 0 {
		s = s[:i]
	}
	return value.OfText(s)
}
