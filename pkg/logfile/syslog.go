package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// priority returns a line without the priority in angle brackets that syslog starts
// with.
func priority(line string) (rest string, ok bool) {
	if !strings.HasPrefix(line, "<") {
		return line, false
	}
	end := strings.IndexByte(line[:min(len(line), 5)], '>')
	if end < 2 {
		return line, false
	}
	for i := 1; i < end; i++ {
		if line[i]-'0' > 9 {
			return line, false
		}
	}
	return line[end+1:], true
}

// readSyslog5424 reads `<34>1 2026-01-01T00:00:00.003Z host …` (RFC 5424, section 6), also
// without the version, as rsyslog forwards lines.
func (r *lineReader) readSyslog5424(line string, _ *cwli.Event) stamp.Time {
	rest, ok := priority(line)
	if !ok {
		return stamp.Time{}
	}
	return stamp.ISO(strings.TrimPrefix(rest, "1 "))
}

// readSyslog3164 reads `<34>Jan  1 00:00:00 host …` (RFC 3164, section 4), also without
// the priority, as files have it.
func (r *lineReader) readSyslog3164(line string, _ *cwli.Event) stamp.Time {
	rest, _ := priority(line)
	if rest == "" || rest[0] < 'A' || rest[0] > 'S' {
		return stamp.Time{}
	}
	return stamp.Syslog(rest, r.modified)
}
