package render_test

import (
	"strings"
	"testing"
)

func TestSummary_truncated(t *testing.T) {
	t.Parallel()
	d := tables()
	d.Queries[0].Truncated = true
	want := d.Queries[0].ID + " may have more rows than the first"
	for name, form := range textForms {
		if !strings.Contains(form(d), want) {
			t.Errorf("%s does not say %q", name, want)
		}
	}
}
