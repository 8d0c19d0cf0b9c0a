package edition_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestSpark(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for title, want := range map[string]string{"Requests": "▇█▁▁▆▇█▇█▂▁▆▇█", "Held for fraud check": "▆▄▁▃▅▇▅▇█▂▁▆·█"} {
		if got := sectionOf(t, edition.New(d), title).Number.Spark.Blocks(); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
	all := d.Past
	d.Past = append(all[:2:2], all[5:]...) // three editions are missing
	if got := sectionOf(t, edition.New(d), "Requests").Number.Spark.Blocks(); got != "▇█▁▁▆▇█▇···▆▇█" {
		t.Errorf("with a gap: %s", got)
	}
	d.Past = all[:1]
	if s := sectionOf(t, edition.New(d), "Requests").Number.Spark; s != nil {
		t.Errorf("two editions have the line %s", s.Blocks())
	}
}
