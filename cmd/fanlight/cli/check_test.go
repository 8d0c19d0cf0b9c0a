package cli

import (
	"bytes"
	"strings"
	"testing"
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
