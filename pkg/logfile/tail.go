package logfile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// splitTail reads the start of an event as `aws logs tail` prints it, in the format
// detailed, which is the default, and json: the time with microseconds and +00:00, the
// stream and the message (https://github.com/aws/aws-cli, customizations/logs/tail.py).
// Older versions leave a fraction of zero out.
func splitTail(line, before string) (head stampedHead, ok bool) {
	const seconds = len("2006-01-02T15:04:05")
	line = withoutColours(line)
	if len(line) < seconds+len("+00:00 s") || line[10] != 'T' {
		return head, false
	}
	zone := seconds
	if line[seconds] == '.' {
		zone += len(".123000")
	}
	if zone > seconds && (len(line) <= zone || line[zone-3:zone] != "000") || !strings.HasPrefix(line[zone:], "+00:00") {
		return head, false
	}
	t := stamp.ISO(line)
	rest := withoutColours(line[zone+len("+00:00"):])
	if !t.OK() || !strings.HasPrefix(rest, " ") {
		return head, false
	}
	stream, message, _ := strings.Cut(withoutColours(rest[1:]), " ")
	if stream = strings.TrimSuffix(stream, reset); stream == "" || stream != before && !isStream(stream) {
		return head, false
	}
	return stampedHead{t, stream, message}, true
}

// isStream reports whether a word may be the name of a stream: it has a letter or a digit,
// no colon and no asterisk, and is not the name of a level, since programs write their times
// so, too.
func isStream(word string) bool {
	named := false
	for i := range len(word) {
		c := word[i]
		if c == ':' || c == '*' || c == '\t' {
			return false
		}
		named = named || isDigit(c) || (c|0x20)-'a' < 26 || c >= utf8.RuneSelf
	}
	if !named || len(word) > longestLevel {
		return named
	}
	_, isLevel := level(word + " ")
	return !isLevel
}

// reset ends a colour.
const reset = escape + "0m"

// isTail reports whether lines are printed by the command, and not by a program or by
// rsyslog, which write times of that form too. The times of the command are to a
// millisecond: of those to a microsecond one in a thousand is. A program may have such a
// clock, so one of the lines must show the service, or few words stand where the stream
// does, one of them in several.
func isTail(lines []string) bool {
	const enough = 2
	var heads, milliseconds, tags int
	words, shown := map[string]int{}, false
	for _, next := range lines {
		next = withoutColours(next)
		t := stamp.ISO(next)
		if !t.OK() || next[10] != 'T' || !strings.HasSuffix(next[:t.End], "+00:00") {
			continue
		}
		head, ok := splitTail(next, "")
		if !ok && milliseconds < enough {
			return false
		}
		if !ok {
			break
		}
		heads++
		milliseconds += count(next[len("2006-01-02T15:04:05")] == '.')
		words[head.stream]++
		tags += count(isTag(head.message))
		shown = shown || isServiceStream(head) || isServiceMessage(head.message)
	}
	return milliseconds > 0 && (shown || tags < heads && areStreams(words, heads))
}

// areStreams reports whether the words of a number of lines are names of streams: one stands
// in several, as the first word of a message seldom does, and most do not stand in one alone.
func areStreams(words map[string]int, lines int) bool {
	const many = 3
	most := 0
	for word, n := range words {
		if !isOpening(word) {
			most = max(most, n)
		}
	}
	return most >= many && lines >= 2*len(words)
}

// isOpening reports whether a word begins as a path or a word in brackets does, with which a
// message begins, and no name that the service gives to a stream.
func isOpening(word string) bool { return strings.IndexByte("/[(<", word[0]) >= 0 }

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// isTag reports whether a text starts as a line of syslog goes on after the host: with
// the name of a program and a colon.
func isTag(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	return strings.HasSuffix(word, ":")
}

// isServiceStream reports whether a word is rather the name of a stream than a host or a
// word of a message: it has slashes or brackets within, as those of Lambda and ECS, or is as
// long as the IDs of instances, which names of hosts are too.
func isServiceStream(head stampedHead) bool {
	const id = len("i-0123456789abcdef0")
	return !isOpening(head.stream) && (strings.ContainsAny(head.stream, "/[") ||
		len(head.stream) >= id && strings.ContainsAny(head.stream, digits) && !isTag(head.message))
}

// isServiceMessage reports whether a message is one that a program would hardly write after
// a time of such a form: a line of Lambda's, JSON, or JSON on the following lines.
func isServiceMessage(message string) bool {
	return message == "" || hasPrefix(message, "{", "START RequestId: ", "END RequestId: ", "REPORT RequestId: ", "INIT_START ")
}

// sampleLines returns a line and whole lines after it.
func sampleLines(line string, following []byte) []string {
	const most = 64
	all := []string{line}
	for next := range bytes.Lines(following) {
		if len(all) == most {
			break
		}
		if end := bytes.TrimRight(next, "\r\n"); len(end) < len(next) {
			all = append(all, unsafeString(end))
		}
	}
	return all
}

// splitShortTail reads the start of an event as `aws logs tail --format short` prints
// it: the time to a second, without a zone, and the message.
func splitShortTail(line, _ string) (head stampedHead, ok bool) {
	const seconds = len("2006-01-02T15:04:05")
	line = withoutColours(line)
	if len(line) <= seconds || line[10] != 'T' {
		return head, false
	}
	rest := strings.TrimPrefix(line[seconds:], reset)
	if !strings.HasPrefix(rest, " ") {
		return head, false
	}
	t := stamp.ISO(line[:seconds])
	if t.End != seconds || !t.OK() {
		return head, false
	}
	t.Kind = stamp.Read // the command prints UTC
	return stampedHead{at: t, message: rest[1:]}, true
}

// isShortTail reports whether one of the lines has a message that a program would not
// write after a time of that form: a line of Lambda's, or JSON.
func isShortTail(lines []string) bool {
	for _, next := range lines {
		head, ok := splitShortTail(next, "")
		if !ok {
			continue
		}
		if head.message != "" && isServiceMessage(head.message) {
			return true
		}
	}
	return false
}
