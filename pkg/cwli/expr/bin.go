package expr

import "time"

// Bins lie within the next larger unit: bin(25m) begins at 0, 25 and 50 minutes past
// each hour. So do the rows that the service returned (bin(25m) gave 12:25, 12:50,
// 13:00 and 13:25); where the count divides the unit, that is the same as multiples
// since 1970. Days, weeks and longer are counted from 1970, weeks from a Monday; AWS
// documents nothing about them.

// Floor returns the start of the bin of a time, in milliseconds since 1970, in UTC.
func (p *Period) Floor(ms int64) int64 {
	count := p.count()
	if length, ok := unitLength[p.Unit]; ok {
		within := floor(ms, unitWithin[p.Unit])
		return within + floor(ms-within, count*length)
	}
	switch p.Unit {
	case Day:
		return floor(ms, count*dayLength)
	case Week:
		return floor(ms-monday, count*7*dayLength) + monday
	}
	return monthFloor(ms, count*monthsOf[p.Unit])
}

// Next returns the start of the bin after the one that starts at ms.
func (p *Period) Next(ms int64) int64 {
	count := p.count()
	if length, ok := unitLength[p.Unit]; ok {
		unit := unitWithin[p.Unit]
		return min(ms+count*length, floor(ms, unit)+unit)
	}
	switch p.Unit {
	case Day:
		return ms + count*dayLength
	case Week:
		return ms + count*7*dayLength
	}
	return time.UnixMilli(ms).UTC().AddDate(0, int(count*monthsOf[p.Unit]), 0).UnixMilli()
}

// Ceil returns ms if a bin starts there, else the start of the next one.
func (p *Period) Ceil(ms int64) int64 {
	if start := p.Floor(ms); start != ms {
		return p.Next(start)
	}
	return ms
}

const (
	dayLength = 86_400_000
	monday    = 4 * dayLength // 5 January 1970
)

// unitLength is the length of one unit, in milliseconds, and unitWithin that of the
// next larger one.
var (
	unitLength = map[Unit]int64{Millisecond: 1, Second: 1000, Minute: 60_000, Hour: 3_600_000}
	unitWithin = map[Unit]int64{Millisecond: 1000, Second: 60_000, Minute: 3_600_000, Hour: dayLength}
	monthsOf   = map[Unit]int64{Month: 1, Quarter: 3, Year: 12}
)

// count returns the number of units, cut to the largest that the service takes.
func (p *Period) count() int64 {
	if limit, ok := unitCap[p.Unit]; ok {
		return min(p.Count, limit)
	}
	return p.Count
}

// floor returns the largest multiple of length that is not above ms, also for
// times before 1970.
func floor(ms, length int64) int64 {
	rest := ms % length
	if rest < 0 {
		rest += length
	}
	return ms - rest
}

// monthFloor returns the start of a bin of months since January 1970.
func monthFloor(ms, months int64) int64 {
	t := time.UnixMilli(ms).UTC()
	since := int64(t.Year()-1970)*12 + int64(t.Month()-1)
	return time.Date(1970, time.January+time.Month(floor(since, months)), 1, 0, 0, 0, 0, time.UTC).UnixMilli()
}

// Milliseconds returns the length of the period where it is a span of time and not a
// bin, as in rate: 30 days for a month, 91 for a quarter, 365 for a year.
func (p *Period) Milliseconds() int64 {
	if length, ok := unitLength[p.Unit]; ok {
		return p.Count * length
	}
	days := map[Unit]int64{Day: 1, Week: 7, Month: 30, Quarter: 91, Year: 365}
	return p.Count * days[p.Unit] * dayLength
}
