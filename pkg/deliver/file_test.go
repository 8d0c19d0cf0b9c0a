package deliver_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func fileAt(path string) report.Destination {
	return report.Destination{Name: "file", Kind: report.KindFile, File: &report.File{Path: path}}
}

func TestFile(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(folder, "report.txt")
	sender := deliver.New(deliver.Options{})
	for _, text := range []string{"first\n", "second, and longer\n", "3\n"} {
		receipt, err := sender.Send(t.Context(), fileAt(path), fanlight.Message{Kind: report.KindFile, Text: text})
		if err != nil || receipt != path {
			t.Fatalf("Send = %q, %v", receipt, err)
		}
		if got, err := os.ReadFile(path); string(got) != text {
			t.Errorf("file holds %q, %v; want %q", got, err, text)
		}
	}
	checkAlone(t, folder, "report.txt")
}

func TestFileThatCannotBeReplaced(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "report.txt")
	if err := os.MkdirAll(filepath.Join(path, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	receipt, err := deliver.New(deliver.Options{}).Send(t.Context(), fileAt(path), fanlight.Message{Text: "x"})
	checkError(t, err, &want{}, "put report in place")
	if receipt != "" {
		t.Errorf("receipt = %q, want none", receipt)
	}
	checkAlone(t, folder, "report.txt")
}

// checkAlone looks for temporary files that were left behind.
func checkAlone(t *testing.T, folder, name string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("folder holds %v (%v), want %s alone", entries, err, name)
	}
}

func TestStdout(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	dest := report.Destination{Name: "stdout", Kind: report.KindStdout}
	sender := deliver.New(deliver.Options{Stdout: &out})
	receipt, err := sender.Send(t.Context(), dest, fanlight.Message{Kind: report.KindStdout, Text: "1,204\n"})
	if err != nil || receipt != "stdout" || out.String() != "1,204\n" {
		t.Errorf("Send = %q, %v; wrote %q", receipt, err, &out)
	}
	_, err = deliver.New(deliver.Options{Stdout: full(3)}).Send(t.Context(), dest, fanlight.Message{Text: "1,204\n"})
	checkError(t, err, &want{Unknown: true}, "write 3 of 6 bytes: disk full")
	_, err = deliver.New(deliver.Options{Stdout: full(0)}).Send(t.Context(), dest, fanlight.Message{Text: "1,204\n"})
	checkError(t, err, &want{}, "disk full")
}

// full is a writer with room for a few bytes.
type full int

func (f full) Write(p []byte) (int, error) { return min(int(f), len(p)), errors.New("disk full") }

func TestWhatIsNotConfiguredIsRefused(t *testing.T) {
	t.Parallel()
	for _, d := range []report.Destination{
		{Name: "a", Kind: "pigeon"}, {Name: "a", Kind: report.KindStdout}, {Name: "a", Kind: report.KindFile},
		{Name: "a", Kind: report.KindTelegram}, {Name: "a", Kind: report.KindEmail},
	} {
		_, err := deliver.New(deliver.Options{}).Send(t.Context(), d, fanlight.Message{})
		checkError(t, err, &want{Permanent: true}, "deliver to a ("+string(d.Kind)+")")
	}
}
