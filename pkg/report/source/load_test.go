package source

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// folder writes files and returns their paths, in the order given.
func folder(t *testing.T, files ...[2]string) (paths []string) {
	t.Helper()
	folder := t.TempDir()
	for _, file := range files {
		paths = append(paths, write(t, filepath.Join(folder, file[0]), file[1]))
	}
	return paths
}

func TestLoadFiles(t *testing.T) {
	t.Parallel()
	paths := folder(t, [2]string{"b.yaml", strings.Replace(small, "daily", "weekly", 1)}, [2]string{"a.yaml", small})
	reports, notes, err := LoadFiles(paths, nil, Options{})
	if err != nil || len(notes) > 0 || len(reports) != 2 {
		t.Fatalf("%d reports, notes %v, error %v", len(reports), notes, err)
	}
	if reports[0].Name != "weekly" || reports[1].Name != "daily" {
		t.Errorf("reports %s and %s are not in the order of the files", reports[0].Name, reports[1].Name)
	}
}

func TestLoadFiles_collects_the_problems_of_all_files(t *testing.T) {
	t.Parallel()
	paths := folder(t, [2]string{"a.yaml", small}, [2]string{"b.yaml", small}, [2]string{"c.yaml", "report: daily\ntitel: x\n" + strings.TrimPrefix(small, "\nreport: daily\n")})
	missing := filepath.Join(filepath.Dir(paths[0]), "d.yaml")
	reports, _, err := LoadFiles(append(paths, missing), nil, Options{})
	want := paths[1] + ":2:9: report `daily` is defined in " + paths[0] + " too: want a name for each\n" +
		paths[2] + ":1:9: report `daily` is defined in " + paths[1] + " too: want a name for each\n" +
		paths[2] + ":2:1: unknown key `titel` in report file (did you mean `title`?)\n" +
		missing + ": cannot be read: no such file or directory"
	if err == nil || err.Error() != want || reports != nil {
		t.Errorf("%d reports, error\n%v\nwant\n%s", len(reports), err, want)
	}
}

func TestLoadFiles_notes(t *testing.T) {
	t.Parallel()
	src := strings.Replace(small, "window:", "schedule: { at: 2026-01-02T12:00:00 }\nwindow:", 1)
	paths := folder(t, [2]string{"a.yaml", src})
	_, notes, err := LoadFiles(paths, nil, Options{Now: time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)})
	if err != nil || len(notes) != 1 || !strings.HasPrefix(notes[0].Excerpt, "  schedule: {") {
		t.Errorf("notes %v, error %v", notes, err)
	}
}

// A file has the values that it is given by its path, and not those of the others.
func TestLoadTests_values_of_files(t *testing.T) {
	t.Parallel()
	paths := folder(t, [2]string{"a.yaml", small + "title: ${name}\n"}, [2]string{"b.yaml", strings.Replace(small, "daily", "weekly", 1) + "title: ${name}\n"})
	files, _, err := LoadTests(paths, Values{"name": "all"}, Options{ValuesOf: map[string]Values{paths[1]: {"name": "own"}}})
	if err != nil || len(files) != 2 || files[0].Report.Title != "all" || files[1].Report.Title != "own" {
		t.Fatalf("%+v, %v: want the titles all and own", files, err)
	}
}
