package cwli

import (
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// exactValues is the number of different values up to which a percentile is one of them,
// that at its rank. Of more it is estimated. So do the rows that the service returned:
// with fewer than 100 different values its percentiles are among them, with more they
// are powers of 1.001, 1.008 or 1.016 (testdata/SOURCES.md).
const exactValues = 100

// finest is the ratio of the ends of a bucket, and maxBuckets how many a group has at most:
// beyond, each two become one. With 4096 of them, and the step doubled twice, an estimate
// is at most 0.4 % too low over 7 powers of ten.
const (
	finest     = 1.001
	maxBuckets = 4096
)

// percentile is the method of pct. Without a number it is 0, as on the service.
func percentile(percent float64) method {
	return ofNumbers(method{
		start:  func(b *budget) any { return newDistribution(b) },
		number: func(c *cellState, f float64) { c.more.(*distribution).add(f) },
		result: func(c *cellState) value.Value { return value.OfNumber(c.more.(*distribution).at(percent)) },
	})
}

// distribution counts numbers: each, or from exactValues on those in each bucket.
type distribution struct {
	memory *budget
	counts map[float64]int64 // of the values; nil if there are buckets
	n      int64
	whole  bool // all numbers are integers; set when the buckets are made

	width     float64 // natural logarithm of the step
	positive  buckets // by floor(log(f) / width)
	negative  buckets
	zero      int64
	low, high float64
	taken     int // buckets that memory was taken for: as many as there ever were
}

func newDistribution(b *budget) *distribution {
	const fixed = 300
	_ = b.take("stats", fixed) // the budget keeps the error
	return &distribution{memory: b, counts: map[float64]int64{}}
}

func (d *distribution) add(f float64) {
	d.n++
	if d.counts == nil {
		d.put(f, 1)
		return
	}
	const perValue = 24
	if _, known := d.counts[f]; !known {
		_ = d.memory.take("stats", perValue) // the budget keeps the error
	}
	if d.counts[f]++; len(d.counts) > exactValues {
		d.bucket()
	}
}

// bucket puts the values so far into buckets.
func (d *distribution) bucket() {
	counts := d.counts
	d.counts = nil
	d.width, d.whole = math.Log(finest), true
	d.low, d.high = math.Inf(1), math.Inf(-1)
	for _, f := range slices.Sorted(maps.Keys(counts)) { // in one order, for the same memory each time
		d.put(f, counts[f])
	}
}

// put adds n equal numbers.
func (d *distribution) put(f float64, n int64) {
	d.low, d.high = min(d.low, f), max(d.high, f)
	d.whole = d.whole && f == math.Trunc(f)
	switch {
	case f > 0:
		d.count(&d.positive, f, n)
	case f < 0:
		d.count(&d.negative, -f, n)
	default:
		d.zero += n
	}
}

func (d *distribution) count(of *buckets, size float64, n int64) {
	key := int(math.Floor(math.Log(size) / d.width))
	if of.add(key, n) {
		return
	}
	for d.size()+of.missing(key) > maxBuckets {
		d.positive.halve()
		d.negative.halve()
		d.width, key = d.width*2, key>>1
	}
	of.extend(key)
	of.add(key, n)
	if grown := d.size() - d.taken; grown > 0 {
		const perBucket = 8
		_ = d.memory.take("stats", perBucket*grown) // the budget keeps the error
		d.taken += grown
	}
}

func (d *distribution) size() int { return len(d.positive.counts) + len(d.negative.counts) }

// at returns the number at a percentile: the smallest that at least so many percent of
// the numbers do not exceed, or the end of its bucket that is nearer to 0.
func (d *distribution) at(percent float64) float64 {
	rank := rankOf(percent, d.n)
	if d.counts != nil {
		return nth(d.counts, rank)
	}
	f := min(max(d.estimate(rank), d.low), d.high)
	if d.whole {
		return awayFromZero(f)
	}
	return f
}

// awayFromZero returns the first integer of a bucket that begins at f: a smaller one would
// be outside of it. The end of a bucket may be computed a little too large.
func awayFromZero(f float64) float64 {
	const computed = 1e-12 // the share by which it may be
	size := math.Abs(f)
	return math.Copysign(math.Ceil(size-min(size*computed, 0.5)), f)
}

// rankOf returns the rank of a percentile among n numbers, from 1 on: percent of n,
// rounded up. It is computed from the decimal digits that the query has: in binary, 55 %
// of 100 are a little more than 55.
func rankOf(percent float64, n int64) int64 {
	share, _ := new(big.Rat).SetString(strconv.FormatFloat(percent, 'f', -1, 64)) // always a number
	share.Mul(share, big.NewRat(n, 100))
	below, rest := new(big.Int).QuoRem(share.Num(), share.Denom(), new(big.Int))
	return max(below.Int64()+int64(rest.Sign()), 1)
}

// nth returns the number at a rank from 1 on, 0 if there is none.
func nth(counts map[float64]int64, rank int64) float64 {
	for _, f := range slices.Sorted(maps.Keys(counts)) {
		if rank -= counts[f]; rank <= 0 {
			return f
		}
	}
	return 0
}

// estimate returns the end of the bucket of a rank that is nearer to 0.
func (d *distribution) estimate(rank int64) float64 {
	for i, n := range slices.Backward(d.negative.counts) {
		if rank -= n; rank <= 0 {
			return -math.Exp(float64(d.negative.first+i) * d.width)
		}
	}
	if rank -= d.zero; rank <= 0 {
		return 0
	}
	for i, n := range d.positive.counts {
		if rank -= n; rank <= 0 {
			return math.Exp(float64(d.positive.first+i) * d.width)
		}
	}
	return d.high
}
