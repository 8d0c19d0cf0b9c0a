package logfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_foreign refuses output of commands in forms without lines of a log, by name,
// and reads lines that only look like them.
func TestSet_Each_foreign(t *testing.T) {
	t.Parallel()
	const text, yaml, journal = "output of the AWS CLI as text", "output of the AWS CLI as YAML", "a journal of systemd as journalctl -o export writes it"
	for content, want := range map[string]string{
		"EVENTS\t1767225601000\tx\t1767225600000\n":                                  text,
		"b/3\tf/3\nEVENTS\t1767225601000\tx\t1767225600000\n":                        text,
		"SEARCHEDLOGSTREAMS\ts\tTrue\nEVENTS\t1767225601000\tx\n":                    text,
		"events:\n- message: x\n":                                                    yaml,
		"nextToken: x\nevents:\n- message: x\n":                                      yaml,
		"- events:\n  - message: x\n":                                                yaml,
		"- nextToken: x\n  events:\n  - message: x\n":                                yaml,
		"nextBackwardToken: b/3\nnextForwardToken: f/3\nevents: []\n":                yaml,
		"--------------------\n|  FilterLogEvents |\n+------------------+\n":         "output of the AWS CLI as a table",
		"__REALTIME_TIMESTAMP=1767225601000000\nMESSAGE=hello\n\n":                   journal,
		"__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1767225601000000\nMESSAGE=hello\n\n": journal,
		"events:\n" + line: "",
		"__REALTIME_TIMESTAMP=1767225601000000 MESSAGE=hello\n": "",
		"nextToken: x\n" + line:                                 "",
		"-----\n" + line:                                        "",
	} {
		path := filepath.Join(folder(t, map[string]string{"f": content}), "f")
		_, _, err := readWith(t, logfile.Options{}, path)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), "this is "+want+": ")) {
			t.Errorf("%q: %v, want %q", content, err, want)
		}
	}
}

// TestSet_Each_databases reads MySQL's slow query log and the log of Redis.
func TestSet_Each_databases(t *testing.T) {
	t.Parallel()
	const one = "# Time: 2026-01-01T00:00:01.123456Z\n# User@Host: a[a] @ localhost []  Id: 8\n# Query_time: 2.0  Lock_time: 0.0\nSET timestamp=1767225601;\nselect 1;"
	const two = "# Time: 2026-01-01T00:00:02.000000Z\n# User@Host: a[a] @ localhost []  Id: 8\nselect 2;"
	const banner = "/usr/sbin/mysqld, Version: 8.0.36. started with:\nTcp port: 3306  Unix socket: x\nTime                 Id Command    Argument"
	checkFile(t, banner+"\n"+one+"\n"+two+"\n", []event{{"00:00:01.123", "f", banner}, {"00:00:01.123", "f", one}, {"00:00:02.000", "f", two}}, false)
	const ready = "1234:M 01 Jan 2026 00:00:01.123 * Ready to accept connections"
	checkFile(t, ready+"\n", []event{{"00:00:01.123", "f", ready}}, false)
}
