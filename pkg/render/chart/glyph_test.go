package chart

import "testing"

func TestGlyph(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value, from float64
		zero        bool
		want        rune
	}{
		{7755, 6000, false, '█'}, {5154, 4000, false, '▅'}, {334, 0, true, '▂'}, {0, 0, true, '▁'}, {0, 2000, false, ' '},
		{2000, 2000, false, ' '}, {absent, 0, true, '?'}, {absent, 2000, false, ' '},
		{-100, -2000, false, '▔'}, {-1000, -2000, false, '▀'}, {-1900, -2000, false, '█'}, {100, -2000, false, ' '}, {-100, 0, true, ' '},
	} {
		if got := glyph(points(c.value)[0], c.from, 2000, c.zero); got != c.want {
			t.Errorf("%v in a row from %v is %q, want %q", c.value, c.from, got, c.want)
		}
	}
}
