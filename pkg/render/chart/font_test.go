package chart

import "testing"

func TestDrawable(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{"1,870 at 15:00": true, "платежи": true, "Größe \u00A0−×…": true, "支払い": false, "مدفوعات": false, "🙂": false} {
		if got := drawable(s); got != want {
			t.Errorf("drawable(%q) = %v, want %v", s, got, want)
		}
	}
}
