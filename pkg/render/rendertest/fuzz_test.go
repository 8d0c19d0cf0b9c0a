package rendertest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// FuzzSeeds builds the documents of the seeds.
func FuzzSeeds(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		if d := rendertest.Attack(s, times); len(d.Sections) != 4+int(times) {
			t.Errorf("%d sections, want %d", len(d.Sections), 4+int(times))
		}
	})
}
