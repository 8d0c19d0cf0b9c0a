package rendertest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzSeeds builds the documents of the seeds.
func FuzzSeeds(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		want := 4 + int(times)
		if d := rendertest.Attack(s, times); len(d.Sections) > want || len(d.Sections) < want && len(d.Sections)*len(s) < 200_000 {
			t.Errorf("%d sections, want %d", len(d.Sections), want)
		}
	})
}
