package main

import "testing"

func TestCount(t *testing.T) {
	t.Parallel()
	for lines, want := range map[string]int{
		"": 0, "oom_kill 2": 2, "low 1\noom 3\noom_kill 1\n": 1, "oom_kill_disable 1\n": 0,
	} {
		if got := count(lines, "oom_kill"); got != want {
			t.Errorf("%q: %d, want %d", lines, got, want)
		}
	}
}

func TestOutcome_good(t *testing.T) {
	t.Parallel()
	for _, o := range []outcome{
		{state: "partly_sent"}, {state: "sent", killed: 1}, {state: "sent", missed: "q0 is failed"}, {state: "sent", worker: most + 1}, {state: "sent", reporter: most + 1},
	} {
		if o.good() {
			t.Errorf("%s is good", o.text())
		}
	}
	if o := (outcome{worker: most, reporter: most, state: "sent"}); !o.good() || o.text() != "sent" {
		t.Errorf("%s is not good", o.text())
	}
}
