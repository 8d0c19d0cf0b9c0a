package cwli

import (
	"math"
	"slices"

	"github.com/caio/go-tdigest/v4"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// exactValues is the number of values up to which a percentile is one of them, that at
// its rank. Of more it is estimated, within about 1 %: rows that the service returned
// have values of the log for 68 events, and values between them for 238.
const exactValues = 200

// percentile is the method of pct. Without a number it is 0, as on the service.
func percentile(percent float64) method {
	return method{
		start: func(b *budget) any {
			return &distribution{memory: b}
		},
		add: func(c *cellState, v, _ value.Value) {
			if f, ok := v.Float(); ok {
				c.more.(*distribution).add(f)
			}
		},
		result: func(c *cellState) value.Value { return value.OfNumber(c.more.(*distribution).at(percent)) },
	}
}

// distribution is numbers: each, or from exactValues on a digest of them.
type distribution struct {
	memory *budget
	exact  []float64
	digest *tdigest.TDigest
}

func (d *distribution) add(f float64) {
	if d.digest != nil {
		_ = d.digest.Add(f) // fails only for a number that is not finite
		return
	}
	if len(d.exact) == cap(d.exact) {
		const perValue = 8
		_ = d.memory.take("stats", perValue*max(8, len(d.exact))) // the budget keeps the error
	}
	if d.exact = append(d.exact, f); len(d.exact) > exactValues {
		d.estimate()
	}
}

// digestSize is about how many bytes a digest takes.
const digestSize = 16 << 10

// estimate makes a digest of the numbers so far.
func (d *distribution) estimate() {
	_ = d.memory.take("stats", digestSize)              // the budget keeps the error
	d.digest, _ = tdigest.New(tdigest.Compression(200)) // a valid option
	for _, f := range d.exact {
		_ = d.digest.Add(f) // as above
	}
	d.exact = nil
}

// at returns the number at a percentile: the smallest that at least so many percent of
// the numbers do not exceed.
func (d *distribution) at(percent float64) float64 {
	if d.digest != nil {
		return d.digest.Quantile(percent / 100)
	}
	if len(d.exact) == 0 {
		return 0
	}
	slices.Sort(d.exact)
	rank := int(math.Ceil(percent / 100 * float64(len(d.exact))))
	return d.exact[max(rank, 1)-1]
}
