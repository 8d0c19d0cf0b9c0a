package chart

import "testing"

func TestBox_crosses(t *testing.T) {
	t.Parallel()
	b := box{10, 10, 20, 20}
	for _, c := range []struct {
		p, q point
		want bool
	}{
		{point{0, 0}, point{30, 30}, true},
		{point{0, 0}, point{30, 8}, false},
		{point{0, 15}, point{9, 15}, false},
		{point{15, 0}, point{15, 30}, true},
		{point{15, 0}, point{15, 5}, false},
		{point{12, 12}, point{12, 12}, true},
	} {
		if got := b.crosses(c.p, c.q); got != c.want {
			t.Errorf("%v to %v crosses: %v, want %v", c.p, c.q, got, c.want)
		}
	}
}
