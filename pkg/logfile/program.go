package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// readKlog reads `I0101 00:00:00.123456   1 file.go:12] …` (https://github.com/kubernetes/klog).
func (r *lineReader) readKlog(line string, _ *cwli.Event) stamp.Time {
	if len(line) < 2 || !strings.Contains("IWEF", line[:1]) || line[1]-'0' > 9 {
		return stamp.Time{}
	}
	return stamp.Klog(line[1:], r.modified)
}

// readRuby reads `I, [2026-01-01T00:00:00.123456 #1234]  INFO -- : …`
// (https://docs.ruby-lang.org/en/master/Logger/Formatter.html).
func (r *lineReader) readRuby(line string, _ *cwli.Event) stamp.Time {
	if len(line) < 4 || !strings.Contains("DIWEFA", line[:1]) || line[1:4] != ", [" {
		return stamp.Time{}
	}
	return stamp.ISO(line[4:])
}

// readRails reads `Started GET "/" for 127.0.0.1 at 2026-01-01 00:00:00 +0000`.
func (r *lineReader) readRails(line string, _ *cwli.Event) stamp.Time {
	if !strings.HasPrefix(line, "Started ") {
		return stamp.Time{}
	}
	at := strings.LastIndex(line, " at ")
	if at < 0 {
		return stamp.Time{}
	}
	return stamp.ISO(line[at+len(" at "):])
}

var levels = map[string]bool{"TRACE": true, "DEBUG": true, "INFO": true, "NOTICE": true, "WARN": true, "WARNING": true, "ERROR": true,
	"ERR": true, "CRITICAL": true, "CRIT": true, "FATAL": true, "SEVERE": true, "ALERT": true, "EMERG": true, "PANIC": true, "FINE": true}

const longestLevel = len("[CRITICAL]: ")

// level returns what follows the name of a level at the start of a line, also in brackets
// or before a colon.
func level(line string) (rest string, ok bool) {
	word := strings.TrimPrefix(line, "[")
	for end := range min(len(word), longestLevel) {
		if c := word[end]; (c|0x20)-'a' > 25 {
			return word[end:], end > 0 && strings.IndexByte(" \t]:|", c) >= 0 && levels[strings.ToUpper(word[:end])]
		}
	}
	return "", false
}

// readLevel reads a time after the level, as Lambda's runtime for Python writes it
// (`[INFO]\t2026-01-01T00:00:00.100Z\t<request>\t…`,
// https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html).
func (r *lineReader) readLevel(line string, _ *cwli.Event) stamp.Time {
	const earliest, latest = len("ERR "), len("[CRITICAL]   ")
	at := firstDigit(line[:min(len(line), latest)])
	if at < earliest {
		return stamp.Time{}
	}
	t := stamp.ISO(line[at:])
	if t.Kind == stamp.None {
		return t
	}
	if rest, ok := level(line[:at]); !ok || strings.Trim(rest, " \t]:|[-") != "" {
		return stamp.Time{}
	}
	return t
}

// firstDigit returns the index of the first digit, -1 if there is none. It is called for
// most lines of text, where strings.IndexAny is slow.
func firstDigit(text string) int {
	for i := range len(text) {
		if isDigit(text[i]) {
			return i
		}
	}
	return -1
}

// readEpoch reads a number since 1970 at the start of the line, as squid writes it, if it is
// in the ten years before the file was changed: a line may start with any number.
func (r *lineReader) readEpoch(line string, _ *cwli.Event) stamp.Time {
	const years = 10
	t := stamp.LeadingNumber(strings.TrimLeft(line, " ["))
	if t.Kind == stamp.None || t.MS < r.modified.AddDate(-years, 0, 0).UnixMilli() || t.MS > r.modified.AddDate(0, 0, 1).UnixMilli() {
		return stamp.Time{}
	}
	return t
}

// readNamed reads a time with the name of a month, as in Apache's error log
// (`[Thu Jan 01 00:00:00.123456 2026] [core:error] …`).
func (r *lineReader) readNamed(line string, _ *cwli.Event) stamp.Time {
	return stamp.Named(strings.TrimLeft(line, "["))
}
