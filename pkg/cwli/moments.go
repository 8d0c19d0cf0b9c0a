package cwli

import "github.com/fanlight/fanlight/pkg/cwli/value"

// moments is a method over the variance of the numbers: that of the population, as AWS
// documents for variance. It is updated number by number (Welford, "Note on a method for
// calculating corrected sums of squares and products", Technometrics 4, 1962), so that
// large numbers with small differences keep their digits.
func moments(of func(variance float64) float64) method {
	return ofNumbers(method{
		start:  func(b *budget) any { return &spread{} },
		number: func(c *cellState, f float64) { c.more.(*spread).add(f) },
		result: func(c *cellState) value.Value {
			s := c.more.(*spread)
			if s.n == 0 {
				return value.Value{}
			}
			return value.OfNumber(of(s.squares / s.n))
		},
	})
}

// spread is the number of values, their mean, and the sum of the squares of their
// distances to it.
type spread struct{ n, mean, squares float64 }

func (s *spread) add(f float64) {
	s.n++
	distance := f - s.mean
	s.mean += distance / s.n
	s.squares += distance * (f - s.mean)
}
