package price_test

import (
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/price"
)

func TestEdition(t *testing.T) {
	t.Parallel()
	for queries, want := range map[int]float64{0: 0.0000071, 1: 0.0000589, 2: 0.0001107, 3: 0.0001625, 550: 0.0025265, 1000: 0.00453, 10_000: 0.0446} {
		if got := price.Edition(queries); math.Abs(got-want) > want/100 {
			t.Errorf("%d queries: %.7f dollars, want %.7f", queries, got, want)
		}
	}
}
