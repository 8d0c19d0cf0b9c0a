package main

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	failed := error(&exec.ExitError{})
	const counted = "fuzz: elapsed: 3s, execs: 90 (30/sec), new interesting: 1 (total: 3)\nfuzz: elapsed: 4s, execs: 120 (30/sec), new interesting: 1 (total: 3)\n"
	for name, c := range map[string]struct {
		said       string
		err        error
		finding    string // it begins so
		understood bool
	}{
		"no finding":                       {counted + "PASS\n", nil, "", true},
		"a failing input":                  {counted + "--- FAIL: FuzzRead (4.01s)\n    --- FAIL: FuzzRead (0.00s)\n        it has an x\n    Failing input written to testdata/fuzz/FuzzRead/1\n", failed, "--- FAIL: FuzzRead", true},
		"a worker that is late":            {counted + "--- FAIL: FuzzRead (4.01s)\n    context deadline exceeded\nFAIL\n", failed, "", true},
		"an input that is late":            {counted + "--- FAIL: FuzzRead (4.01s)\n    --- FAIL: FuzzRead (0.00s)\n        context deadline exceeded\n", failed, "--- FAIL: FuzzRead", true},
		"a test that is not built":         {counted + "upper_test.go:3: undefined: x\nFAIL\n", failed, "", false},
		"a program that cannot be started": {counted, exec.ErrNotFound, "", false},
	} {
		o, understood := judge(c.said, c.err)
		if understood != c.understood || !strings.HasPrefix(o.finding, c.finding) || (o.finding == "") != (c.finding == "") || o.executions != 120 {
			t.Errorf("%s: %+v, %v", name, o, understood)
		}
	}
}

// TestOptions_execute asks for a target in a folder without a package.
func TestOptions_execute(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, err := (options{parallel: 1}).execute(t.Context(), target{"nowhere", "FuzzRead"}, time.Second); err == nil || !strings.Contains(err.Error(), "fuzz nowhere FuzzRead") {
		t.Errorf("error %v", err)
	}
}

func TestParseDone(t *testing.T) {
	t.Parallel()
	const line = "pkg/cwli\tFuzzRun\t300\t12345\tabcdef012345\t0123456789ab\t2026-01-02"
	if d, err := parseDone(line); err != nil || d.line() != line || d.time != 5*time.Minute || d.target != (target{"pkg/cwli", "FuzzRun"}) {
		t.Errorf("%+v, %v", d, err)
	}
	for text, want := range map[string]string{
		"pkg/cwli\tFuzzRun": "want seven fields", "p\tF\tx\t1\ta\tb\tc": `invalid seconds "x"`, "p\tF\t1\t-1\ta\tb\tc": `invalid executions "-1"`,
	} {
		if _, err := parseDone(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

// TestWith adds to what was done on the same content, and forgets other contents.
func TestWith(t *testing.T) {
	t.Parallel()
	a, b := target{"a", "FuzzA"}, target{"b", "FuzzB"}
	all := with(nil, done{target: b, time: time.Minute, executions: 5, content: "1"})
	all = with(all, done{target: a, time: time.Minute, executions: 5, content: "1"})
	all = with(all, done{target: b, time: time.Minute, executions: 6, content: "1"})
	all = with(all, done{target: a, time: time.Minute, executions: 6, content: "2"})
	if len(all) != 2 || all[0].target != a || all[0].executions != 6 || all[1].executions != 11 || all[1].time != 2*time.Minute {
		t.Errorf("the list is %+v", all)
	}
	if d := of(all, a, "1"); d.time != 0 {
		t.Errorf("%+v was done on another content", d)
	}
}

// TestStatus has no error.
func TestStatus(t *testing.T) {
	t.Parallel()
	if got := status(errors.Join()); got != 0 {
		t.Errorf("status %d without an error", got)
	}
}
