package insights_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/insights"
)

const every = 200 * time.Millisecond

// at returns a time some milliseconds after the tests begin.
func at(ms int) time.Time {
	return time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC).Add(time.Duration(ms) * time.Millisecond)
}

// limits are sequences of calls against a limiter of three calls at once.
var limits = []struct {
	name    string
	tried   []int // milliseconds at which a call is tried
	allowed []bool
	next    int // when the next call may be made
}{
	{"a burst at once", []int{0, 0, 0, 0}, []bool{true, true, true, false}, 200},
	{"then one every so often", []int{0, 0, 0, 199, 200, 201, 400}, []bool{true, true, true, false, true, false, true}, 600},
	{"a pause brings the burst back", []int{0, 0, 0, 1000, 1000, 1000, 1000}, []bool{true, true, true, true, true, true, false}, 1200},
	{"a refused call costs nothing", []int{0, 0, 0, 1, 2, 3, 200}, []bool{true, true, true, false, false, false, true}, 400},
}

// allow tries calls, and returns which were allowed.
func allow(p *insights.Limiter, tried []int) (allowed []bool) {
	for _, ms := range tried {
		allowed = append(allowed, p.Allow(at(ms)))
	}
	return allowed
}

func TestLimiter_Allow(t *testing.T) {
	t.Parallel()
	for _, test := range limits {
		if diff := cmp.Diff(test.allowed, allow(insights.NewLimiter(every, 3), test.tried)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestLimiter_At(t *testing.T) {
	t.Parallel()
	for _, test := range limits {
		p := insights.NewLimiter(every, 3)
		allow(p, test.tried)
		if !p.At().Equal(at(test.next)) {
			t.Errorf("%s: the next at %s, want %s", test.name, p.At(), at(test.next))
		}
	}
}

// TestLimiter_Pause holds that after the service refused a call for its quota,
// one call goes a second later, and no burst.
func TestLimiter_Pause(t *testing.T) {
	t.Parallel()
	p := insights.NewLimiter(every, 3)
	p.Pause(at(0), time.Second)
	if diff := cmp.Diff([]bool{false, true, false}, allow(p, []int{999, 1000, 1000})); diff != "" {
		t.Errorf("allowed (-want +got):\n%s", diff)
	}
}

func TestNewLimiter(t *testing.T) {
	t.Parallel()
	p := insights.NewLimiter(every, 2)
	if diff := cmp.Diff([]bool{true, true, false}, allow(p, []int{0, 0, 0})); diff != "" {
		t.Errorf("allowed (-want +got):\n%s", diff)
	}
}
