package rendertest_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

func TestArchived(t *testing.T) {
	t.Parallel()
	e := edition.New(rendertest.Archived(rendertest.Documents()["classic"], "2026-01-02"))
	if e.Page != "https://reports.example.org/2026-01-02/report.html" || e.Index != "https://reports.example.org/index.html" {
		t.Errorf("page %q, index %q", e.Page, e.Index)
	}
}
