package file_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/file"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	encoded, err := render.JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	text := render.Text(d, render.TextOptions{})
	for path, want := range map[string]string{
		"out/report.txt": text, "report": text, "report.HTML": render.HTML(d), "report.json": string(encoded),
	} {
		if diff := cmp.Diff(fanlight.Message{Text: want}, file.Channel{}.Render(d, at(path))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", path, diff)
		}
	}
	if got := (file.Channel{}).Render(d, report.Destination{Kind: report.KindFile}).Text; got != text {
		t.Errorf("without settings: %q, want the text", got)
	}
	if got := (file.Channel{}).Render(d, at("report.csv")).Text; got != text {
		t.Errorf("rows of %d queries: %q, want the text", len(d.Queries), got)
	}
	d.Queries = d.Queries[:1]
	if got, want := (file.Channel{}).Render(d, at("report.csv")).Text, render.CSV(&d.Queries[0]); got != want {
		t.Errorf("rows of one query: %q, want %q", got, want)
	}
	d.Queries[0].Statistics.BytesScanned = math.Inf(1)
	var failed struct{ Error string }
	if err := json.Unmarshal([]byte(file.Channel{}.Render(d, at("report.json")).Text), &failed); err != nil || failed.Error == "" {
		t.Errorf("a document that cannot be encoded: %+v, %v; want an error as JSON", failed, err)
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{"a.HTML": ".html", "b/c.json": ".json", "c.csv": ".csv", "a.txt": "", "a": "", "a.json/b": ""} {
		if got := (file.Channel{}).Form(at(path)); got != want {
			t.Errorf("%s has the form %q, want %q", path, got, want)
		}
	}
	if got := (file.Channel{}).Form(report.Destination{Kind: report.KindFile}); got != "" {
		t.Errorf("without settings: %q, want none", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(fanlight.Message{Text: "a\nb\n"}, file.Channel{}.Notice(render.Notice{Subject: "a", Text: "a\nb\n"})); diff != "" {
		t.Errorf("message (-want +got):\n%s", diff)
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	m := file.Channel{}.Render(rendertest.Documents()["classic"], at("a.json"))
	if diff := cmp.Diff(m, file.Channel{}.MarkDuplicate(m, "Possibly a duplicate.")); diff != "" {
		t.Errorf("a file replaces the earlier one and needs no mark (-want +got):\n%s", diff)
	}
}
