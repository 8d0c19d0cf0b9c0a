package source

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/report"
)

func throughJSON(t *testing.T, r *report.Report) *report.Report {
	t.Helper()
	data, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	again, err := report.Definition(data)
	if err != nil {
		t.Fatal(err)
	}
	return &again
}

// FuzzLoad asserts that problems point into the file, that hidden lines stay
// hidden, that a report that is taken survives its JSON form, and that what reading
// allocates is bounded by the length of the file.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(small))
	for _, path := range []string{"testdata/full.yaml", "../../../examples/bot-usage/bot-usage.yaml"} {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	for _, src := range repeated(50) {
		f.Add([]byte(src))
	}
	f.Add([]byte("report: &a {<<: *a}\nqueries: {<<: [*a, *a]}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		var r *report.Report
		var err error
		allocs.AtMost(t, 2<<20+uint64(len(src))*bytesPerByte, func() { r, _, err = loadText(string(src), DefaultValues(), Options{}) })
		if err == nil {
			if diff := cmp.Diff(r, throughJSON(t, r)); diff != "" {
				t.Fatalf("JSON changed the report (-before +after):\n%s", diff)
			}
			return
		}
		lines := strings.Count(string(src), "\n") + strings.Count(string(src), "\r") + 1
		problems, _ := errors.AsType[Problems](err)
		for _, p := range problems {
			if p.Format(); p.More > 0 {
				continue
			}
			if p.Line < 1 || p.Column < 1 || p.Message == "" || lines < p.Line && !strings.ContainsAny(string(src), "\u0085\u2028\u2029") {
				t.Fatalf("a file of %d lines has the problem %+v", lines, p)
			}
		}
	})
}
