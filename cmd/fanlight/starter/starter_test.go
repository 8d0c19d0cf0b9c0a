package starter_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/starter"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// The scripts of package main run the reports; this covers names, groups and notes.
func TestKind_Files(t *testing.T) {
	t.Parallel()
	for _, k := range starter.Kinds {
		f, err := k.Files("mine", "/aws/lambda/a-b_c.d#e/9")
		if err != nil {
			t.Fatal(err)
		}
		if f.Report != "mine.yaml" || f.Log != "logs/mine.log" || strings.Contains(string(f.ReportFile), "__") {
			t.Errorf("%s: %s, %s:\n%s", k.Name, f.Report, f.Log, f.ReportFile)
		}
		if f.Events < 50 || f.Events > 300 {
			t.Errorf("%s: a sample of %d lines", k.Name, f.Events)
		}
		path := filepath.Join(t.TempDir(), f.Report)
		if err := os.WriteFile(path, f.ReportFile, 0o600); err != nil {
			t.Fatal(err)
		}
		files, notes, err := source.LoadTests([]string{path}, source.DefaultValues(), source.Options{})
		if err != nil || len(notes) > 0 {
			t.Fatalf("%s: notes %v, error %v", k.Name, notes, err)
		}
		r := files[0].Report
		if r.Name != "mine" || r.LogGroups[0] != "/aws/lambda/a-b_c.d#e/9" || !strings.Contains(r.Title, "9") || len(files[0].Tests) != 1 {
			t.Errorf("%s: %+v", k.Name, r)
		}
		if last, ok := r.Schedule.Last(starter.Scheduled); !ok || !last.Equal(starter.Scheduled) {
			t.Errorf("%s: %s is not a time of its schedule", k.Name, starter.Scheduled)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	if k, ok := starter.Find("waf"); !ok || k.Name != "waf" {
		t.Errorf("%+v, %t", k, ok)
	}
	if k, ok := starter.Find("wafs"); ok {
		t.Errorf("found %+v", k)
	}
}
