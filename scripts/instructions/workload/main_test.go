package main

import (
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	t.Chdir("../../..")
	for _, w := range workloads {
		if err := run([]string{w.name, "1"}); err != nil {
			t.Error(err)
		}
	}
	for args, want := range map[string]string{"count": "want none, or a workload", "count x": "how often", "other 1": `no workload "other"`} {
		if err := run(strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
