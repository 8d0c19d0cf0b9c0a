package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/doctor"
	"github.com/fanlight/fanlight/pkg/golden"
)

func TestCheckWriter(t *testing.T) {
	t.Parallel()
	all := []check{
		{Name: "half", State: checkOK, Finding: "as chosen"},
		{Name: "join", State: checkFailed, Finding: "one\x1b\ntwo", Remedy: "report it", Cost: 0.25},
		{Name: "dedup", State: checkSkipped, Finding: "not answered: it failed"},
	}
	for _, c := range []struct {
		lang string
		json bool
		want string
	}{
		{"en_GB.UTF-8", false, "✓ half   as chosen\n✗ join   one␛\n         two\n– dedup  not answered: it failed\n"},
		{"C", false, "+ half   as chosen\nx join   one␛\n         two\n- dedup  not answered: it failed\n"},
		{"", true, `{
  "version": 1,
  "checks": [
    {
      "name": "half",
      "state": "ok",
      "finding": "as chosen",
      "cost_usd": 0
    },
    {
      "name": "join",
      "state": "failed",
      "finding": "one\u001b\ntwo",
      "remedy": "report it",
      "cost_usd": 0.25
    },
    {
      "name": "dedup",
      "state": "skipped",
      "finding": "not answered: it failed",
      "cost_usd": 0
    }
  ]
}
`},
	} {
		var out bytes.Buffer
		var err screen
		s := onTerminal(&out, &err, map[string]string{"LANG": c.lang})
		w := checkWriter{s: &s, json: c.json, width: 5}
		for _, check := range all {
			if failed := w.add(check); failed != nil {
				t.Fatal(failed)
			}
		}
		if failed := w.finish(true); failed != nil || out.String() != c.want {
			t.Errorf("LANG=%s: %v, got\n%s\nwant\n%s", c.lang, failed, out.String(), c.want)
		}
		if got, want := err.String(), "3 probes: 1 as chosen, 1 not, 1 not answered\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestCheckWriter_stack holds the layout of a stack's checks on a terminal of 80 columns, of
// 40, and in a file.
func TestCheckWriter_stack(t *testing.T) {
	t.Parallel()
	all := []check{
		{Name: "functions", State: checkOK, Finding: "4 of 4 answer, version 1.2.0"},
		{Name: "mail identity", State: checkFailed, Finding: "bot-usage: SES has not verified example.org", Remedy: "aws sesv2 create-email-identity --email-identity example.org"},
		{Name: "mail sandbox", State: checkFailed, Finding: "SES sends to verified addresses alone", Remedy: "ask to be let out"},
		{Name: "secret", State: checkFailed, Finding: "bot-usage: ssm:/fanlight/prod/telegram-token does not exist", Remedy: "aws ssm put-parameter --type SecureString --name … --value …", Cost: 1e-9},
		{Name: "chat", State: checkFailed, Finding: "ops: getChat @ops: 400 chat not found", Remedy: "add the bot to the chat"},
		{Name: "subscription", State: checkWarned, Finding: "alarms: ops@example.org", Remedy: "follow the link in AWS's mail"},
		{Name: "quota", State: checkWarned, Finding: "insights_concurrency is the account's whole 100", Remedy: "lower it"},
		{Name: "schedule", State: checkFailed, Finding: "api-latency: disabled, not `paused` in its file", Remedy: "deploy"},
		{Name: "clock", State: checkWarned, Finding: "this machine is 212s ahead of AWS (300s is refused)", Remedy: "set it"},
	}
	for _, c := range []struct {
		columns int
		all     []check
		file    string
	}{{80, all, "doctor.golden"}, {40, all, "doctor-40.golden"}, {0, all, "doctor-file.golden"}} {
		var out bytes.Buffer
		var err screen
		s := onTerminal(&out, &err, map[string]string{"LANG": "C.UTF-8"})
		s.Width = func(io.Writer) int { return c.columns }
		w := checkWriter{s: &s, width: doctor.LongestName, remedies: true}
		for _, one := range c.all {
			if failed := w.add(one); failed != nil {
				t.Fatal(failed)
			}
		}
		golden.Compare(t, "testdata/"+c.file, out.String()+"fanlight: "+w.sum()+"\n")
	}
}

func TestCheckWriter_sum(t *testing.T) {
	t.Parallel()
	for want, states := range map[string][]string{
		"1 check, all are good; the checks cost $0":                         {checkOK},
		"3 checks, none failed, 1 warn, 1 not answered; the checks cost $0": {checkOK, checkWarned, checkSkipped},
		"2 of 4 checks failed, 1 warn, 1 not answered; the checks cost $0":  {checkFailed, checkWarned, checkSkipped, checkFailed},
	} {
		s := System{Getenv: func(string) string { return "" }, Out: io.Discard, Width: func(io.Writer) int { return 0 }}
		w := checkWriter{s: &s}
		for _, state := range states {
			if err := w.add(check{State: state}); err != nil {
				t.Fatal(err)
			}
		}
		if got := w.sum(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Of checks that were interrupted there is no document and no sum.
func TestCheckWriter_interrupted(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	var err screen
	s := onTerminal(&out, &err, nil)
	w := checkWriter{s: &s, json: true}
	if failed := w.add(check{Name: "half", State: checkOK}); failed != nil {
		t.Fatal(failed)
	}
	if failed := w.finish(false); failed != nil || out.Len() > 0 || err.Len() > 0 {
		t.Errorf("%v, got %q and %q", failed, out.String(), err.String())
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	for env, want := range map[string]string{
		"": "+", "LANG=C.UTF-8": "✓", "LANG=en_US.utf8": "✓", "LANG=C": "+", "LC_ALL=C LANG=C.UTF-8": "+", "LC_CTYPE=C.UTF-8 LANG=C": "✓",
	} {
		variables := map[string]string{}
		for v := range strings.FieldsSeq(env) {
			name, value, _ := strings.Cut(v, "=")
			variables[name] = value
		}
		s := System{Getenv: func(name string) string { return variables[name] }}
		if got := mark(&s, checkOK); got != want {
			t.Errorf("%q: got %s, want %s", env, got, want)
		}
	}
}
