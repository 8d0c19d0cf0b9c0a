package outline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func checkout() *edition.Edition { return edition.New(rendertest.Documents()["checkout"]) }

func TestBlocks(t *testing.T) {
	t.Parallel()
	var got []string
	for _, b := range outline.Blocks(checkout().Sections) {
		switch {
		case b.Chart != nil:
			got = append(got, "chart "+b.Title)
		case b.Table != nil:
			got = append(got, "table "+b.Title)
		default:
			got = append(got, fmt.Sprintf("%d numbers, value: %t", len(b.Numbers), b.HasValue()))
		}
	}
	want := []string{"6 numbers, value: true", "chart 5xx errors per hour", "chart Latency per hour", "table Errors by route", "table New error patterns", "table Latest payment errors", "1 numbers, value: false"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
}

func TestBlocks_numbers(t *testing.T) {
	t.Parallel()
	blocks := outline.Blocks(checkout().Sections)
	numbers, failed := blocks[0].Numbers, blocks[6].Numbers
	for i, want := range map[int]outline.Number{
		1: {Title: "Error rate (5xx)", Value: "1.84%", Tag: edition.TagAlert, Mark: "Alert over 1%", Change: "▲ 1.31\u00a0pts, worse", Mood: edition.Worse, Spark: "▃▃▂▂▃▃▃▃▃▂▂▃▃█"},
		5: {Title: "Held for fraud check", Value: "37", Change: "No comparison: Tue\u00a024\u00a0Nov had no answer", Spark: "▆▄▁▃▅▇▅▇█▂▁▆·█"},
	} {
		if diff := cmp.Diff(want, numbers[i]); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	want := outline.Number{Title: "Slowest database statements", Value: "failed", Failed: true, Note: "Log group '/aws/rds/cluster/checkout/postgresql' does not exist"}
	if diff := cmp.Diff(want, failed[0]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	of := outline.Blocks(checkout().Sections)[3].Table
	of.Rows[1].Cells[0] = edition.Cell{Absent: true}
	got := strings.Join(outline.Table(of).Cut(80, 2), "\n")
	got = strings.ReplaceAll(got, "\u00a0", " ")
	want := strings.Join([]string{
		"route                        errors  Share  Since Tue 24 Nov",
		strings.Repeat("─", 60),
		"POST /v2/payments/authorize  16,402  70.9%             ▲ ×15",
		"(none)                        3,208  13.9%             ▲ 68%",
		"… 5 more rows",
	}, "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	last := outline.Table(of).Rows[6].Cells
	if last[len(last)-1] != "new" {
		t.Errorf("the last row is %q, want new", last)
	}
}

func TestNothing(t *testing.T) {
	t.Parallel()
	if got := outline.Nothing(checkout().Nothing[0]); got != "Blocked by the firewall: empty, none of 1,284,310 records matched." {
		t.Errorf("line %q", got)
	}
}

func TestLine(t *testing.T) {
	t.Parallel()
	if got := outline.Line(checkout().Lines[3]); got != "Incomplete: 1 of 13 queries failed: Slowest database statements." {
		t.Errorf("line %q", got)
	}
}
