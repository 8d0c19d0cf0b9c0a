package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/wholefile"
	"github.com/fanlight/fanlight/scripts/editions"
)

// page is a document in all its forms, or a web page.
type page struct {
	name  string
	forms []form
}

// write writes the forms of the examples and of the documents of the tests, all of them or
// those named, and the page of charts.
func write(ctx context.Context, out, examples string, only []string) (pages []page, err error) {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	for _, name := range names(only) {
		d, err := document(ctx, examples, name)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page{name, forms(name, d)})
	}
	if len(only) == 0 {
		charts, err := drawCharts()
		if err != nil {
			return nil, err
		}
		pages = append(pages, charts)
	}
	for _, p := range pages {
		for _, f := range p.forms {
			if err := wholefile.Write(filepath.Join(out, f.file), []byte(f.content)); err != nil {
				return nil, err
			}
		}
	}
	return pages, nil
}

// ofTests begins the names of the documents of the tests.
const ofTests = "test-"

// names returns the names of the documents, the examples first.
func names(only []string) []string {
	if len(only) > 0 {
		return only
	}
	all := slices.Clone(editions.Names)
	for _, name := range slices.Sorted(maps.Keys(rendertest.Documents())) {
		all = append(all, ofTests+name)
	}
	return all
}

// document returns the last edition of an example, or a document of the tests, as one that
// ran on AWS: its queries have links.
func document(ctx context.Context, examples, name string) (*fanlight.Document, error) {
	if slices.Contains(editions.Names, name) {
		e, err := editions.Load(examples, name)
		if err != nil {
			return nil, err
		}
		return e.Document(ctx)
	}
	for test, d := range rendertest.Documents() {
		if ofTests+test == name {
			d.Region, d.Account = "eu-central-1", "123456789012"
			return d, nil
		}
	}
	return nil, fmt.Errorf("invalid document %q: want one of %v", name, names(nil))
}
