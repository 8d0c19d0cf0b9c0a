package sample

import "time"

// Office is the share of events in each hour of a day with people at work, without a unit.
var Office = [24]int{5, 4, 3, 3, 3, 4, 8, 16, 26, 34, 38, 36, 33, 35, 36, 33, 31, 30, 29, 30, 28, 22, 14, 8}

// Even is the share of events in each hour of a day without people.
var Even = [24]int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}

// Times returns times of the 24 hours from start on, as many in each hour as the shares say,
// to the millisecond and in no order.
func Times(r *Random, start time.Time, count int, shares [24]int) []time.Time {
	all := make([]time.Time, count)
	for i := range all {
		hour := time.Duration(r.Weighted(shares[:])) * time.Hour
		all[i] = start.Add(hour + time.Duration(r.Below(3_600_000))*time.Millisecond)
	}
	return all
}

// About returns a count near n: at most an eighth of it away.
func About(r *Random, n int) int { return n - n/8 + r.Below(n/4+1) }
