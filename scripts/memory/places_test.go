package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestTestCase_reportToPlaces(t *testing.T) {
	t.Parallel()
	r, err := testCase{queries: 3, rows: 10, bytes: 5, places: 2, charts: 4}.reportToPlaces(t.TempDir(), "http://127.0.0.1:1/hook")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range report.Kinds() {
		of := slices.DeleteFunc(slices.Clone(r.Deliver), func(d report.Destination) bool { return d.Kind != kind })
		if kind != report.KindStdout && len(of) < 2 {
			t.Errorf("%d destinations of kind %s", len(of), kind)
		}
	}
	charts := 0
	for _, s := range r.Sections {
		if s.Show == report.ShowLine {
			charts++
		}
	}
	if len(r.Queries) != 1+3+4 || charts != 4 {
		t.Errorf("%d queries, %d charts", len(r.Queries), charts)
	}
}

// TestServePlaces holds that the variables have each secret that the destinations refer to.
func TestServePlaces(t *testing.T) {
	t.Parallel()
	p := servePlaces()
	defer p.close()
	env := "\n" + strings.Join(p.environment(), "\n")
	names := regexp.MustCompile(`env:([A-Z_]+)`).FindAllStringSubmatch(deliver, -1)
	for _, name := range names {
		if !strings.Contains(env, "\n"+name[1]+"=") {
			t.Errorf("%s is not set", name[1])
		}
	}
	if len(names) == 0 {
		t.Error("no destination has a secret")
	}
}
