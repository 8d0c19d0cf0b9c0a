package render_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

func file(path string) report.Destination {
	return report.Destination{Name: "file", Kind: report.KindFile, File: &report.File{Path: path}}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	d := classic()
	text := render.Text(d, render.TextOptions{})
	encoded, err := render.JSON(d)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		dest report.Destination
		want fanlight.Message
	}{
		{report.Destination{Name: "stdout", Kind: report.KindStdout}, fanlight.Message{Text: text}},
		{file("out/report.txt"), fanlight.Message{Text: text}},
		{file("report.HTML"), fanlight.Message{Text: render.HTML(d)}},
		{file("report.json"), fanlight.Message{Text: string(encoded)}},
		{report.Destination{Name: "tg", Kind: report.KindTelegram}, fanlight.Message{Parts: render.Telegram(d)}},
		{report.Destination{Name: "mail", Kind: report.KindEmail}, fanlight.Message{Subject: render.Subject(d), Text: text, HTML: render.EmailHTML(d)}},
	}
	for _, tt := range tests {
		tt.want.Destination, tt.want.Kind = tt.dest.Name, tt.dest.Kind
		tt.want.Report, tt.want.Run = d.Report, d.Run
		if diff := cmp.Diff(tt.want, render.Message(d, tt.dest)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.dest.Name, diff)
		}
	}
}
