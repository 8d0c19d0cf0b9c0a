package fleet

import "testing"

func TestSetup_number(t *testing.T) {
	t.Parallel()
	s := New(10_000, 1)
	s.Reports = 3
	for _, i := range []int{0, 1, 12, 9_999} {
		got, err := s.number(text(i) + "\n# fanlight bot-usage-2@2026-01-02T12:30:00Z 1 77 ab")
		if want := 20_000 + i; got != want || err != nil {
			t.Errorf("query %d, error %v, want query %d", got, err, want)
		}
	}
	if _, err := s.number("fields @message"); err == nil {
		t.Error("a text of another query has a number")
	}
}
