package logfile

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile/internal/stamp"
)

// splitSlow reads the start of an event in MySQL's log of slow queries, `# Time:
// 2026-01-01T00:00:00.123456Z`, which belongs to the message
// (https://dev.mysql.com/doc/refman/8.4/en/slow-query-log.html).
func splitSlow(line, _ string) (head stampedHead, ok bool) {
	at, ok := strings.CutPrefix(line, "# Time: ")
	if !ok {
		return head, false
	}
	t := stamp.ISO(strings.TrimLeft(at, " "))
	return stampedHead{at: t, message: line}, t.OK()
}

// readRedis reads `1:M 01 Jan 2026 00:00:00.123 * Ready to accept connections`, in which
// the number of the process and its role come first
// (https://github.com/redis/redis, function serverLogRaw in src/server.c).
func (r *lineReader) readRedis(line string, _ *cwli.Event) stamp.Time {
	const longest = len("4294967296")
	end := strings.IndexByte(line[:min(len(line), longest+1)], ':')
	if end < 1 || len(line) < end+3 || !strings.Contains("XCSM", line[end+1:end+2]) || line[end+2] != ' ' {
		return stamp.Time{}
	}
	return stamp.Named(line[end+3:])
}
