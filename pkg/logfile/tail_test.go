package logfile_test

import (
	"strings"
	"testing"
)

// TestSet_Each_tail reads lines that begin as those of `aws logs tail` do: of the command,
// with the stream, and of programs and rsyslog, which have none.
func TestSet_Each_tail(t *testing.T) {
	t.Parallel()
	const at = "2026-01-01T00:00:01.123000+00:00 "
	for name, test := range map[string]struct {
		messages []string // after the time
		stream   string   // "" if they are not of the command
	}{
		"Lambda":                     {[]string{"2026/01/01/[$LATEST]0a1b2c a"}, "2026/01/01/[$LATEST]0a1b2c"},
		"ECS":                        {[]string{"web/app/1 a: b"}, "web/app/1"},
		"an instance":                {[]string{"i-0123456789abcdef0 a"}, "i-0123456789abcdef0"},
		"a line of Lambda's":         {[]string{"app a", "app END RequestId: x"}, "app"},
		"JSON":                       {[]string{`app {"a":1}`}, "app"},
		"JSON on several lines":      {[]string{"app \n{\n  \"a\": 1\n}"}, "app"},
		"one word on several lines":  {[]string{"app a", "app b", "app c"}, "app"},
		"a dash":                     {[]string{"- root - INFO - a", "- root - INFO - b", "- root - INFO - c"}, ""},
		"a path":                     {[]string{"/usr/bin/x started"}, ""},
		"a long path":                {[]string{"/opt/company/bin/worker1 started"}, ""},
		"a path in several":          {[]string{"/usr/bin/x started", "/usr/bin/x stopped", "/usr/bin/x started"}, ""},
		"a thread":                   {[]string{"[main] started", "[main] stopped", "[main] started"}, ""},
		"a path and JSON":            {[]string{`/var/log/app {"a":1}`}, "/var/log/app"},
		"words that differ":          {[]string{"worker started", "worker idle", "worker stopped", "listening on 80", "bye bye", "x y"}, ""},
		"rsyslog, one line":          {[]string{"myhost sshd[1]: Accepted"}, ""},
		"rsyslog, several":           {[]string{"myhost sshd[1]: Accepted", "myhost kernel: x", "myhost cron[2]: y"}, ""},
		"rsyslog, a long name":       {[]string{"ip-10-0-0-1.ec2.internal sshd[1]: Accepted"}, ""},
		"a program":                  {[]string{"worker started", "worker stopped"}, ""},
		"a program, different words": {[]string{"worker started", "listening on 80", "worker stopped"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var want []event
			for _, m := range test.messages {
				e := event{"00:00:01.123", "f", at + m}
				if stream, message, _ := strings.Cut(m, " "); test.stream != "" {
					e.Stream, e.Message = stream, message
				}
				if strings.HasPrefix(e.Message, "\n") {
					e.Message = `{"a":1}`
				}
				want = append(want, e)
			}
			checkFile(t, at+strings.Join(test.messages, "\n"+at)+"\n", want, false)
		})
	}
}

// TestSet_Each_tail_streams reads the output of the command for several streams whose names
// are plain words.
func TestSet_Each_tail_streams(t *testing.T) {
	t.Parallel()
	const at = "2026-01-01T00:00:01.123000+00:00 "
	for name, streams := range map[string][]string{
		"in turn":          {"api", "web", "api", "web", "api", "web"},
		"one at the end":   {"api", "api", "api", "web"},
		"one at the start": {"web", "api", "api", "api"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var content strings.Builder
			var want []event
			for _, s := range streams {
				content.WriteString(at + s + " line\n\tat x\n\tat y\n")
				want = append(want, event{"00:00:01.123", s, "line\n\tat x\n\tat y"})
			}
			checkFile(t, content.String(), want, false)
		})
	}
}
