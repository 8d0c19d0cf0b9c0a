package channeltest_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
)

func TestScript_Next(t *testing.T) {
	t.Parallel()
	lost, page := channeltest.Lost(), channeltest.Page(500)
	s := channeltest.NewScript(lost, nil, page)
	for i, test := range []struct {
		acceptable bool
		fault      *channeltest.Fault
		accepted   bool
	}{
		{false, lost, true},
		{false, nil, false},
		{true, page, false},
		{true, nil, true},
		{false, nil, false},
	} {
		fault, accepted := s.Next(test.acceptable)
		if fault != test.fault || accepted != test.accepted || s.Requests() != i+1 {
			t.Errorf("request %d: fault %p, accepted %v, %d requests; want %p, %v, %d",
				i+1, fault, accepted, s.Requests(), test.fault, test.accepted, i+1)
		}
	}
}

func TestKept(t *testing.T) {
	t.Parallel()
	var k channeltest.Kept[string]
	isA := func(s string) bool { return s == "a" }
	for i, n := range []int{k.AddOnce("a", isA), k.AddOnce("a", isA), k.Add("b", "a"), k.Add()} {
		if want := []int{1, 1, 3, 3}[i]; n != want {
			t.Errorf("call %d: %d kept, want %d", i, n, want)
		}
	}
	all := k.All()
	all[0] = "changed"
	if got := k.All(); !slices.Equal(got, []string{"a", "b", "a"}) {
		t.Errorf("kept %q", got)
	}
}
