package outline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
)

func TestLines(t *testing.T) {
	t.Parallel()
	blocks := outline.Blocks(checkout().Sections)
	if got := outline.Lines(blocks[3].Table, 60, 1); len(got) != 4 || !strings.HasPrefix(got[0], "route") || got[3] != "… 6 more rows" {
		t.Errorf("lines %q", got)
	}
	want := []string{
		"23:58:41  checkout-orders",
		"  order 7F4B-88120 not confirmed: payment state unknown,",
		"  will be checked again in 60 s",
		"  5b1e0c5e-77aa-4b0e-9d0c-3f1a2c9e4d10",
		"… 4,471 more rows",
	}
	if diff := cmp.Diff(want, outline.Lines(blocks[5].Table, 58, 1)); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}
