package main

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/examples/internal/sample"
)

// The numbers that the report of 2 January 2026, 12:30 UTC finds in its window.
const (
	groupCalls   = 1_204
	privateCalls = 3_310
	newUsers     = 87
	records      = 4_946 // of any kind
)

var (
	windowStart = time.Date(2026, 1, 1, 12, 25, 0, 0, time.UTC)
	windowEnd   = windowStart.Add(24 * time.Hour)
)

func inWindow(t time.Time) bool { return !t.Before(windowStart) && t.Before(windowEnd) }

// The bot reads a queue of Telegram's updates every quarter of an hour, ten
// seconds before the minute, so that the window begins and ends during an
// invocation.
const (
	every  = 15 * time.Minute
	before = 4  // invocations before the one in which the window begins
	within = 95 // wholly inside the window
	after  = 4  // after the one in which it ends
)

// edge is the number of updates on each side of a boundary.
const edge = 10

// streams returns the log streams, the same each time.
func streams() []*stream {
	r := sample.Random(20260101)
	all := newStreams()
	traffic := newTraffic(&r)
	begin := windowStart.Add(-10*time.Second - before*every)
	for i := range before + within + after + 2 {
		start := begin.Add(time.Duration(i) * every)
		s := all[streamOf(i, start)]
		s.invoke(&r, start, traffic.updates(&r, start))
	}
	fill(&r, all)
	return all
}

// curve is the share of updates in each hour of the day, UTC, without a unit.
var curve = [24]int{9, 6, 4, 3, 3, 5, 10, 22, 38, 47, 51, 55, 61, 58, 52, 50, 54, 63, 78, 90, 95, 80, 48, 20}

// traffic decides what the updates in the window are, so that the report has the
// numbers above. Updates outside the window are random.
type traffic struct {
	groups, newcomers []bool
	counts            map[time.Time]int // updates by the start of the invocation
}

func newTraffic(r *sample.Random) *traffic {
	const total = groupCalls + privateCalls
	t := &traffic{groups: r.Deck(total, groupCalls), newcomers: r.Deck(total, newUsers), counts: map[time.Time]int{}}
	left, weights := total-2*edge, 0
	first := windowStart.Add(every - 10*time.Second)
	for i := range within {
		weights += curve[first.Add(time.Duration(i)*every).Hour()]
	}
	for i := range within {
		start := first.Add(time.Duration(i) * every)
		count := left * curve[start.Hour()] / weights
		t.counts[start] = count
		left, weights = left-count, weights-curve[start.Hour()]
	}
	return t
}

// update is a message that the bot answered.
type update struct {
	at            time.Time
	group, newbie bool
}

func (t *traffic) updates(r *sample.Random, start time.Time) []update {
	var all []update
	for _, at := range t.times(r, start) {
		u := update{at, r.Below(100) < 27, r.Chance(52)}
		if inWindow(at) {
			u.group, t.groups = t.groups[0], t.groups[1:]
			u.newbie, t.newcomers = t.newcomers[0], t.newcomers[1:]
		}
		all = append(all, u)
	}
	return all
}

// times returns the times of the updates of an invocation. At an end of the window
// some are in the last millisecond before it and in the first one after it.
func (t *traffic) times(r *sample.Random, start time.Time) []time.Time {
	boundary := start.Add(10 * time.Second)
	if boundary.Equal(windowStart) || boundary.Equal(windowEnd) {
		return edgeTimes(r, boundary)
	}
	count, dealt := t.counts[start]
	if !dealt {
		count = 20 + r.Below(20)
	}
	at := start.Add(40 * time.Millisecond)
	var all []time.Time
	for range count {
		at = at.Add(time.Duration(60+r.Below(500)) * time.Millisecond)
		all = append(all, at)
	}
	return all
}

func edgeTimes(r *sample.Random, boundary time.Time) []time.Time {
	all := []time.Time{boundary.Add(-time.Millisecond), boundary}
	for i := 1; i < edge; i++ {
		all = append(all,
			boundary.Add(-time.Duration(i*900+r.Below(800))*time.Millisecond),
			boundary.Add(time.Duration(i*900+r.Below(800))*time.Millisecond))
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}
