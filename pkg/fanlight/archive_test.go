package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestArchive_File(t *testing.T) {
	t.Parallel()
	var none *fanlight.Archive
	if none.File("calls.csv") != "" || none.Page() != "" {
		t.Errorf("without an archive: %q, %q, want no address", none.File("calls.csv"), none.Page())
	}
	a := &fanlight.Archive{Folder: "https://reports.example.org/bot/1/"}
	if got, want := a.Page(), "https://reports.example.org/bot/1/report.html"; got != want {
		t.Errorf("page %q, want %q", got, want)
	}
}

func TestDocument_Archived(t *testing.T) {
	t.Parallel()
	d := &fanlight.Document{Past: []fanlight.Figures{{Run: "a", Unsent: true}, {Run: "b"}}}
	if before := d.Archived(); before != nil {
		t.Errorf("%+v, want none", before)
	}
	d.Past = append(d.Past, fanlight.Figures{Run: "c", Archived: true}, fanlight.Figures{Run: "d", Archived: true})
	if before := d.Archived(); before == nil || before.Run != "c" {
		t.Errorf("%+v, want the newest with a page", before)
	}
}
