package main

import (
	"slices"
	"testing"
	"time"
)

func TestShares(t *testing.T) {
	t.Parallel()
	actions := []action{
		{Mode: "build", Package: "a/x", CmdUser: 2 * time.Second, CmdSys: time.Second},
		{Mode: "build", Package: "a/y", CmdUser: 3 * time.Second},
		{Mode: "build", Package: "b", CmdUser: 3 * time.Second},
		{Mode: "link", Package: "a/x", CmdUser: time.Second},
	}
	got := shares(actions, map[string]string{"a/x": "a", "a/y": "a", "b": "the standard library"})
	want := []string{" 60.0 %    6.0 s  a", " 30.0 %    3.0 s  the standard library", " 10.0 %    1.0 s  linking"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
