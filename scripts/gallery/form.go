package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// page is a document or a web page of the gallery.
type page struct {
	name     string
	files    []string // its forms; the first one is the web page
	pictures []string
	figures  figures
}

// write writes the forms of documents, all of them or those named, and the page of
// charts.
func write(out string, only []string) (pages []page, err error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	documents := rendertest.Documents()
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		if len(only) > 0 && !slices.Contains(only, name) {
			continue
		}
		p := page{name: name}
		for _, f := range forms(linked(documents[name])) {
			p.files = append(p.files, name+f.ending)
			if err := wholefile.Write(filepath.Join(out, name+f.ending), []byte(f.text)); err != nil {
				return nil, err
			}
		}
		pages = append(pages, p)
	}
	if len(only) > 0 {
		return pages, nil
	}
	charts, err := writeCharts(out)
	return append(pages, charts), err
}

// linked returns the document as one that ran on AWS: its queries have links.
func linked(d *fanlight.Document) *fanlight.Document {
	d.Region, d.Account = "eu-central-1", "123456789012"
	return d
}

type form struct{ ending, text string }

// forms returns a document in every form.
func forms(d *fanlight.Document) []form {
	mail := deliver.Render(d, report.Destination{Kind: report.KindEmail, Email: &report.Email{}})
	chat := deliver.Render(d, report.Destination{Kind: report.KindTelegram, Telegram: &report.Telegram{}})
	return []form{
		{".html", render.HTML(d)},
		{".mail.html", mail.HTML},
		{".mail.txt", fmt.Sprintf("Subject: %s\n\n%s", mail.Subject, mail.Text)},
		{".telegram.txt", strings.Join(chat.Parts, "\n\n")},
		{".80.txt", render.Text(d, render.TextOptions{})},
		{".40.txt", render.Text(d, render.TextOptions{Width: 40})},
	}
}
