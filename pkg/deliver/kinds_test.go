package deliver_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	want := []report.Kind{report.KindEmail, report.KindFile, report.KindStdout, report.KindTelegram}
	if diff := cmp.Diff(want, deliver.Kinds()); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	var full report.Report // has every kind that a report file can name
	text, err := os.ReadFile(filepath.Join("..", "report", "source", "testdata", "full.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &full); err != nil {
		t.Fatal(err)
	}
	if len(full.Deliver) < len(want) {
		t.Errorf("%d destinations, want one of every kind", len(full.Deliver))
	}
	for _, d := range full.Deliver {
		if !slices.Contains(want, d.Kind) {
			t.Errorf("reports go to %s, of an unknown kind", d.Kind)
		}
	}
}
