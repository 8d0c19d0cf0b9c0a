package naive

import (
	"slices"
	"testing"
)

// TestOrder has the list of CWL_QuerySyntax-Sort, after an absent value. There 01
// comes before 1: equal numbers keep their order.
func TestOrder(t *testing.T) {
	t.Parallel()
	sorted := []string{"!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh", "0", "01", "1", "2", "3", "10"}
	values := []value{{}}
	for _, s := range sorted {
		values = append(values, text(s))
	}
	e := &evaluation{rules: right()}
	for i, a := range values {
		for j, b := range values {
			want := min(1, max(-1, i-j))
			if a.number != nil && b.number != nil && same(a, b) {
				want = 0
			}
			if got := min(1, max(-1, order(e, a, b))); got != want {
				t.Errorf("order of %q and %q is %d, want %d", a.text, b.text, got, want)
			}
		}
	}
}

func TestNatural(t *testing.T) {
	t.Parallel()
	texts := []string{"a10", "a9", "a09", "a", "b", "é", "B", ""}
	slices.SortFunc(texts, natural)
	if want := []string{"", "B", "a", "a9", "a09", "a10", "b", "é"}; !slices.Equal(texts, want) {
		t.Errorf("sorted %q, want %q", texts, want)
	}
}
