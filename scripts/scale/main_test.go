package main

import (
	"strings"
	"testing"
)

func TestOptions_run(t *testing.T) {
	t.Parallel()
	o, err := parse([]string{"-reports", "2", "-queries", "3"})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := o.run(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\n| 2 | 6 | ", "| 2 | `RUN#<run>#<epoch>` | ", "| 2 | `index open` | 2 | "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestParse_errors(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"-reports 0", "-reports many", "-queries 0", "-unknown"} {
		if _, err := parse(strings.Fields(args)); err == nil {
			t.Errorf("%s is accepted", args)
		}
	}
}
