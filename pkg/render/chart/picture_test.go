package chart

import (
	"testing"
)

func TestPicture_keyKeepsNamesApart(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, l := range gallery(t)["40-series"].scene().picture().key {
		if seen[l.text] {
			t.Errorf("the key has %q twice", l.text)
		}
		seen[l.text] = true
	}
	if len(seen) != 5 {
		t.Errorf("the key is %v, want five names", seen)
	}
}
