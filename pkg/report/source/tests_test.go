package source

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const tested = small + `
tests:
  - name: a busy day
    logs: testdata/busy/
    at: 2026-01-02T12:30:00Z
    expect: { calls: 12 }
  - name: two groups
    logs: { /a: a.log, /b: [b.log, c.log] }
    at: 2026-01-02 12:30
    rows: { calls: [[12]] }
    golden: two.html
`

func TestLoadTests(t *testing.T) {
	t.Parallel()
	path := write(t, filepath.Join(t.TempDir(), "report.yaml"), tested)
	files, notes, err := LoadTests([]string{path}, nil, Options{})
	if err != nil || len(notes) > 0 || len(files) != 1 {
		t.Fatalf("%d files, notes %v, error %v", len(files), notes, err)
	}
	at := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	want := []Test{
		{
			Position: Position{11, 5}, Name: "a busy day", At: TestTime{Position{13, 9}, at}, Logs: []TestLogs{{Position{12, 11}, "", "testdata/busy/"}},
			Values: []TestValue{{Position{14, 15}, "calls", "", TestCell{"12", true}}},
		},
		{
			Position: Position{15, 5}, Name: "two groups", At: TestTime{Position{17, 9}, at},
			Logs:   []TestLogs{{Position{16, 17}, "/a", "a.log"}, {Position{16, 29}, "/b", "b.log"}, {Position{16, 36}, "/b", "c.log"}},
			Tables: []TestTable{{Position{18, 13}, "calls", []string{"calls"}, []TestRow{{Position{18, 21}, []TestCell{{"12", true}}}}}},
			Golden: &TestGolden{Position{19, 13}, "two.html"},
		},
	}
	if diff := cmp.Diff(want, files[0].Tests); diff != "" {
		t.Errorf("tests (-want +got):\n%s", diff)
	}
	if without := mustLoad(t, small, nil); files[0].Report.Hash() != without.Hash() {
		t.Error("the tests change the hash of the report")
	}
}
