package cwli

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

func TestDistribution_at(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	makers := map[string]func() float64{
		"log-normal": func() float64 { return math.Exp(r.NormFloat64()*3 + 2) },
		"integers":   func() float64 { return float64(r.IntN(100_000)) },
		"both signs": func() float64 { return r.NormFloat64() * 1000 },
		"few values": func() float64 { return float64(r.IntN(50)) / 4 },
		"wide":       func() float64 { return math.Exp(r.Float64()*30 - 15) },
	}
	for name, next := range makers {
		b := newBudget(0)
		d := newDistribution(&b)
		var all []float64
		for range 20_000 {
			f := next()
			all = append(all, f)
			d.add(f)
		}
		slices.Sort(all)
		for _, percent := range []float64{0, 1, 25, 50, 90, 99, 99.9, 100} {
			want := all[max(int(math.Ceil(percent*float64(len(all))/100)), 1)-1] // the product is a whole number
			got := d.at(percent)
			if tolerance := math.Abs(want) * 0.01; math.Abs(got-want) > tolerance || name == "few values" && got != want {
				t.Errorf("%s: %v %% is %v, want %v", name, percent, got, want)
			}
			if name == "integers" && got != math.Trunc(got) {
				t.Errorf("%s: %v %% is %v, want an integer", name, percent, got)
			}
		}
	}
}

// Small integers among others of up to nine powers of ten are estimated within 1 %, too.
func TestAwayFromZero(t *testing.T) {
	t.Parallel()
	for _, sign := range []float64{1, -1} {
		b := newBudget(0)
		d := newDistribution(&b)
		var all []float64
		add := func(f float64) {
			all = append(all, f)
			d.add(f)
		}
		add(sign)
		add(sign * 1e9)
		for i := range 65 {
			for range 40 {
				add(sign * float64(60+i))
			}
		}
		for i := range 99 {
			add(sign * (1e9 - float64(i)*1e6))
		}
		slices.Sort(all)
		for percent := 1; percent < 100; percent++ {
			want := all[max((percent*len(all)+99)/100, 1)-1]
			if got := d.at(float64(percent)); math.Abs(got-want) > math.Abs(want)*0.01 {
				t.Errorf("%d %% is %v, want %v within 1 %%", percent, got, want)
			}
		}
	}
	for f, want := range map[float64]float64{64.6: 65, 65: 65, 65.00000000000001: 65, -64.6: -65, 0: 0, 0.999: 1, 1e15: 1e15} {
		if got := awayFromZero(f); got != want {
			t.Errorf("awayFromZero(%v) = %v, want %v", f, got, want)
		}
	}
}

func TestDistribution_memory(t *testing.T) {
	t.Parallel()
	b := newBudget(0)
	d := newDistribution(&b)
	for i := range 100_000 {
		d.add(math.Exp(float64(i%1000) - 500))
		d.add(-math.Exp(float64(i%1000)/3 - 100))
	}
	if n := d.size(); n > maxBuckets {
		t.Errorf("%d buckets, want at most %d", n, maxBuckets)
	}
}

// The rank is exact where the percentage has no exact binary fraction: 55 % of 100 numbers
// are 55, and 99.9 % of 1000 are 999.
func TestDistribution_at_rank(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		percent float64
		count   int
		want    float64
	}{{55, 100, 55}, {7, 100, 7}, {55, 180, 99}, {99.9, 1000, 999}, {99, 100, 99}, {50, 4, 2}} {
		d := &distribution{counts: map[float64]int64{}, n: int64(test.count)}
		for i := range test.count {
			d.counts[float64(i+1)]++
		}
		if got := d.at(test.percent); got != test.want {
			t.Errorf("percentile %v of 1 to %d is %v, want %v", test.percent, test.count, got, test.want)
		}
	}
}

// The rank of every percentile with one decimal, and of 99.99, among up to 2,000 numbers,
// in integers: the smallest k with 100 k >= p n.
func TestRankOf(t *testing.T) {
	t.Parallel()
	check := func(percent float64, parts, of int64) {
		for n := int64(1); n <= 2000; n += 1 + n/40 {
			want := (parts*n + of - 1) / of
			if got := rankOf(percent, n); got != want {
				t.Fatalf("the rank of %v %% of %d is %d, want %d", percent, n, got, want)
			}
		}
	}
	for tenth := int64(1); tenth < 1000; tenth++ {
		percent, err := strconv.ParseFloat(fmt.Sprintf("%d.%d", tenth/10, tenth%10), 64)
		if err != nil {
			t.Fatal(err)
		}
		check(percent, tenth, 1000)
	}
	check(99.99, 9999, 10_000)
	check(100, 1, 1)
	for percent, want := range map[float64]int64{0: 1, 5e-324: 1, 100: 3} {
		if got := rankOf(percent, 3); got != want {
			t.Errorf("the rank of %v %% of 3 is %d, want %d", percent, got, want)
		}
	}
}
