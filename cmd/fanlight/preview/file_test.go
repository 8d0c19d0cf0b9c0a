package preview_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// files are a picture and a table of the second part of a message.
var files = []fanlight.File{
	{Part: 1, Name: "s1.png", Type: "image/png", Caption: "Errors & more\nat most 3", Data: []byte("png")},
	{Part: 1, Name: "rows.csv", Type: "text/csv", Caption: "Rows", Data: []byte("a,b\n1,2\n")},
}

func TestSlack_files(t *testing.T) {
	t.Parallel()
	page := preview.Slack([]string{`{"text":"first"}`, `{"text":"sorry","blocks":[],"reply":true,"comment":"Charts: Errors"}`}, files...)
	for _, want := range []string{"Charts: Errors", `src="data:image/png;base64,cG5n"`, "Errors &amp; more</p>", "File: rows.csv, 8 B"} {
		if !strings.Contains(page, want) {
			t.Errorf("the drawing lacks %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "sorry") || strings.Contains(page, "text/csv") {
		t.Errorf("the drawing has what stands in for files, or a table as a picture:\n%s", page)
	}
}

func TestTelegram_files(t *testing.T) {
	t.Parallel()
	page := preview.Telegram([]string{"first", "sorry"}, files...)
	for _, want := range []string{"first", `src="data:image/png;base64,cG5n"`, "File: rows.csv, 8 B"} {
		if !strings.Contains(page, want) {
			t.Errorf("the drawing lacks %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "sorry") || strings.Contains(page, "text/csv") {
		t.Errorf("the drawing has what stands in for files, or a table as a picture:\n%s", page)
	}
}
