package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestFirstViolation(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		out      string
		want     string
		violated bool
	}{
		{"sim: seeds=10 violations=0\n", "", false},
		{"{\"part\":\"seeds\",\"seed\":812,\"rule\":\"S2\",\"detail\":\"twice\"}\n", "S2@812", true},
		{"progress\n{\"part\":\"scopes\",\"rule\":\"D6\",\"decisions\":[\"a\"]}\n{\"rule\":\"S2\"}\n", "D6", true},
	} {
		f, violated := firstViolation(partSeeds, []byte(test.out))
		if violated != test.violated || f.found != test.want {
			t.Errorf("%q: got %+v, %t", test.out, f, violated)
		}
	}
}

// TestOptions_hunt_parts asks the parts that the head names first, the checker in any case,
// and others only for a bug that is not found yet.
func TestOptions_hunt_parts(t *testing.T) {
	t.Parallel()
	m := mutant{head: head{hints: map[string]uint64{partScopes: 0}}}
	o := options{parts: partNames}
	if diff := cmp.Diff([]string{partScopes, partSeeds, partChecker, partCrash, partTests}, o.inOrder(m)); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	found := []finding{{partScopes, "D6"}}
	for _, test := range []struct {
		part string
		all  bool
		so   []finding
		want bool
	}{
		{partSeeds, false, nil, true},
		{partSeeds, false, found, false},
		{partSeeds, true, found, true},
		{partChecker, false, found, true},
		{partScopes, false, found, true},
		{partTests, false, []finding{{part: partSeeds}}, true},
	} {
		o.all = test.all
		if got := o.asked(m, test.part, test.so); got != test.want {
			t.Errorf("%s, all %t, so far %v: asked %t", test.part, test.all, test.so, got)
		}
	}
}

func TestTally_String(t *testing.T) {
	t.Parallel()
	var total tally
	total.add([]finding{{partSeeds, "S2@812"}, {partChecker, "twice@812"}})
	total.add([]finding{{part: partSeeds}, {partTests, "TestRun"}})
	total.add([]finding{{part: partSeeds}, {part: partTests}})
	if got, want := total.String(), "mutants: found=2/3 by_simulator=1 checker=1 tests=1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got := line(mutant{name: "two-tries", head: head{class: "failure"}}, []finding{{partSeeds, "W5@3"}, {part: partChecker}}, 2*time.Second)
	if want := "two-tries failure seeds=W5@3 checker=- 2.0s"; strings.Join(strings.Fields(got), " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	o, err := parse([]string{"-parts", "seeds,tests", "-budget", "5s", "two-tries"})
	if err != nil || len(o.parts) != 2 || o.budget != 5*time.Second || len(o.names) != 1 {
		t.Errorf("got %+v, %v", o, err)
	}
	for _, args := range []string{"-parts dice", "-budget 0s", "-seeds 0", "-unknown"} {
		if _, err := parse(strings.Fields(args)); err == nil {
			t.Errorf("%s is accepted", args)
		}
	}
}
