package file_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/file"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func at(path string) report.Destination {
	return report.Destination{Name: "file", Kind: report.KindFile, File: &report.File{Path: path}}
}

func TestChannel_Send(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "a", "b")
	path := filepath.Join(folder, "report.txt")
	for _, text := range []string{"first\n", "second, and longer\n", "3\n"} {
		receipt, err := file.Channel{}.Send(t.Context(), &channel.Environment{}, at(path), fanlight.Message{Kind: report.KindFile, Text: text})
		if err != nil || receipt != path {
			t.Fatalf("Send = %q, %v", receipt, err)
		}
		if got, err := os.ReadFile(path); string(got) != text {
			t.Errorf("file holds %q, %v; want %q", got, err, text)
		}
	}
	checkOnly(t, folder, "report.txt")
}

func TestChannel_Send_errors(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "report.txt")
	if err := os.Mkdir(path, 0o755); err != nil {
		t.Fatal(err)
	}
	receipt, err := file.Channel{}.Send(t.Context(), &channel.Environment{}, at(path), fanlight.Message{Text: "x"})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: true}, "put report in place: write "+path+": is a folder: want a regular file; the kind stdout writes to standard output")
	if receipt != "" {
		t.Errorf("receipt = %q, want none", receipt)
	}
	checkOnly(t, folder, "report.txt")

	_, err = file.Channel{}.Send(t.Context(), &channel.Environment{}, at("/dev/null"), fanlight.Message{Text: "x"})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: true}, "write /dev/null: is a device: want a regular file")

	_, err = file.Channel{}.Send(t.Context(), &channel.Environment{}, at("/dev/null/report.txt"), fanlight.Message{Text: "x"})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: true}, "make folder")

	_, err = file.Channel{}.Send(t.Context(), &channel.Environment{}, report.Destination{Kind: report.KindFile}, fanlight.Message{})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: true}, "no settings")
}

// A folder that cannot be made is not tried again.
func TestChannel_Send_impossible_folder(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := file.Channel{}.Send(t.Context(), &channel.Environment{}, at(filepath.Join(path, "below", "report.txt")), fanlight.Message{Text: "x"})
	channeltest.CheckOutcome(t, err, &fanlight.DeliveryError{Permanent: true}, "make folder")
}

// checkOnly fails if temporary files are left in a folder.
func checkOnly(t *testing.T, folder, name string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 || entries[0].Name() != name {
		t.Errorf("folder holds %v (%v), want only %s", entries, err, name)
	}
}
