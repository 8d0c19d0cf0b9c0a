package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// splitSam reads the start of an event as `sam logs` prints it: the stream of a Lambda
// function, the time in UTC and the message, in which JSON is on several lines
// (https://github.com/aws/aws-sam-cli, samcli/lib/observability/cw_logs).
func splitSam(line, before string) (head stampedHead, ok bool) {
	line = withoutColours(line)
	stream, rest, _ := strings.Cut(line, " ")
	if stream = strings.TrimSuffix(stream, reset); stream == "" || stream != before && !isLambdaStream(stream) {
		return head, false
	}
	rest = withoutColours(rest)
	t := stamp.ISO(rest)
	if !t.OK() || rest[10] != 'T' {
		return head, false
	}
	message, ok := strings.CutPrefix(strings.TrimPrefix(rest[t.End:], reset), " ")
	t.Kind = stamp.Read
	return stampedHead{t, stream, message}, ok
}

// isLambdaStream reports whether a stream has the name that Lambda gives it, as in
// 2026/01/01/[$LATEST]0a1b2c.
func isLambdaStream(name string) bool {
	const date = len("2026/01/01")
	return len(name) > date+1 && name[date] == '/' && name[date+1] == '[' && stamp.Date(name[:date]).OK()
}
