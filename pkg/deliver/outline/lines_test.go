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

// Lines of a text stay lines.
func TestLines_of_a_stack(t *testing.T) {
	t.Parallel()
	table := outline.Blocks(checkout().Sections)[5].Table
	table.Rows, table.More = table.Rows[2:], 0
	want := []string{
		"21:52:38  checkout-payments",
		"  unhandled exception in capture handler: java.lang.IllegalStateException:",
		"  payment 9bfe07 is already captured",
		"    at com.example.checkout.payments.Capture.apply(Capture.java:118)",
	}
	if diff := cmp.Diff(want, outline.Lines(table, 76, 9)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
