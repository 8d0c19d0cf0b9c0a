package chart

import "time"

const mostX = 7 // labels

// step is a distance of ticks by the clock on the wall: only one of its parts is set.
type step struct{ minutes, days, weeks, months int }

// ladder has the distances of labelled ticks with those of the minor ticks between.
var ladder = []struct{ major, minor step }{
	{step{minutes: 1}, step{}},
	{step{minutes: 5}, step{minutes: 1}},
	{step{minutes: 10}, step{minutes: 5}},
	{step{minutes: 30}, step{minutes: 10}},
	{step{minutes: 60}, step{minutes: 30}},
	{step{minutes: 120}, step{minutes: 60}},
	{step{minutes: 180}, step{minutes: 60}},
	{step{minutes: 360}, step{minutes: 180}},
	{step{minutes: 720}, step{minutes: 360}},
	{step{days: 1}, step{minutes: 720}},
	{step{days: 2}, step{days: 1}},
	{step{weeks: 1}, step{days: 1}},
	{step{months: 1}, step{weeks: 1}},
	{step{months: 3}, step{months: 1}},
	{step{months: 12}, step{months: 3}},
	{step{months: 60}, step{months: 12}},
	{step{months: 240}, step{months: 60}},
	{step{months: 1200}, step{months: 240}},
}

// about is the usual length of a step.
func (s step) about() time.Duration {
	const day = 24 * time.Hour
	return time.Duration(s.minutes)*time.Minute + time.Duration(s.days+7*s.weeks+30*s.months)*day
}

// clock returns the ticks of a window: with labels, from the finest distance that has
// at most seven of them, and without.
func clock(start, end time.Time) (major, minor []time.Time, distance step) {
	for _, l := range ladder {
		if end.Sub(start)/l.major.about() > 2*mostX {
			continue
		}
		if major = l.major.ticks(start, end); len(major) <= mostX {
			return major, l.minor.ticks(start, end), l.major
		}
	}
	return nil, nil, step{}
}

// ticks returns the round local times of a window. Its end is one of them only for
// steps within a day.
func (s step) ticks(start, end time.Time) (all []time.Time) {
	y, m, d := start.Date()
	add := func(t time.Time) {
		if t.Before(start) || t.After(end) || t.Equal(end) && s.minutes == 0 || len(all) > 0 && !t.After(all[len(all)-1]) {
			return
		}
		all = append(all, t)
	}
	date := func(y int, m time.Month, d, minutes int) time.Time {
		return time.Date(y, m, d, 0, minutes, 0, 0, start.Location())
	}
	switch {
	case s.minutes > 0:
		for t := date(y, m, d, 0); !t.After(end); d, t = d+1, date(y, m, d+1, 0) {
			for at := 0; at < 24*60; at += s.minutes {
				if t := date(y, m, d, at); t.Hour()*60+t.Minute() == at { // else the clock jumps over it
					add(t)
				}
			}
		}
	case s.months > 0:
		for months := (y*12 + int(m) - 1) / s.months * s.months; ; months += s.months {
			t := date(months/12, time.Month(months%12+1), 1, 0)
			if t.After(end) {
				break
			}
			add(t)
		}
	case s.days+s.weeks > 0:
		if date(y, m, d, 0).Before(start) {
			d++
		}
		for s.weeks > 0 && date(y, m, d, 0).Weekday() != time.Monday {
			d++
		}
		for t := date(y, m, d, 0); !t.After(end); d, t = d+s.days+7*s.weeks, date(y, m, d+s.days+7*s.weeks, 0) {
			add(t)
		}
	}
	return all
}

const oneDay = 26 * time.Hour // and the hour that a long day has more

// forms are the texts of a tick, the longest first.
func (s step) forms(t, start, end time.Time, first bool) []string {
	midnight := t.Hour() == 0 && t.Minute() == 0
	switch {
	case s.months%12 == 0 && s.months > 0:
		return []string{t.Format("2006")}
	case s.months > 0 && t.Month() == time.January:
		return []string{t.Format("Jan 2006"), t.Format("2006")}
	case s.months > 0 && first:
		return []string{t.Format("Jan 2006"), t.Format("Jan")}
	case s.months > 0:
		return []string{t.Format("Jan")}
	case s.weeks > 0:
		return []string{t.Format("Mon 2 Jan"), t.Format("2 Jan")}
	case s.days > 0:
		return []string{t.Format("Mon 2 Jan"), t.Format("Mon 2")}
	case midnight && end.Sub(start) >= oneDay:
		return []string{t.Format("Mon 2 Jan"), t.Format("2 Jan")}
	case midnight && t.Equal(end):
		return []string{"24:00"}
	}
	return []string{t.Format("15:04")}
}
