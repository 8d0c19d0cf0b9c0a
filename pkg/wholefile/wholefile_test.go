package wholefile_test

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/fanlight/fanlight/pkg/wholefile"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file, link := filepath.Join(folder, "report.html"), filepath.Join(folder, "link.html")
	if err := os.Symlink("report.html", link); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		name, path, content string
		mode                fs.FileMode // set before; 0: none
		want                fs.FileMode // 0: any
	}{
		{"new", file, "first\n", 0, 0},
		{"shorter", file, "2\n", 0o600, 0o600},
		{"for a group", file, "third, and longer\n", 0o640, 0o640},
		{"by a link", link, "fourth\n", 0o755, 0o755},
		{"empty", file, "", 0, 0o755},
	} {
		if step.mode != 0 {
			if err := os.Chmod(file, step.mode); err != nil {
				t.Fatal(err)
			}
		}
		if err := wholefile.Write(step.path, []byte(step.content)); err != nil {
			t.Errorf("%s: %v", step.name, err)
		}
		got, err := os.ReadFile(file)
		info, err2 := os.Stat(file)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		if string(got) != step.content || step.want != 0 && info.Mode() != step.want {
			t.Errorf("%s: %s %q, want %s %q", step.name, info.Mode(), got, step.want, step.content)
		}
	}
	if target, err := os.Readlink(link); err != nil || target != "report.html" {
		t.Errorf("the link leads to %q, %v", target, err)
	}
	checkFolder(t, folder, "link.html report.html")
}

// TestWrite_refused has paths that lead to something else than a file: a device
// that is replaced is lost to the whole machine.
func TestWrite_refused(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(in("folder"), 0o755))
	must(syscall.Mkfifo(in("pipe"), 0o600))
	must(os.Symlink("/dev/null", in("null")))
	must(os.Symlink("nowhere", in("dangling")))
	must(os.Symlink("loop", in("loop")))
	socket, err := net.Listen("unix", in("socket"))
	must(err)
	defer func() { _ = socket.Close() }()
	for name, words := range map[string]string{
		in("folder"): "is a folder: want a regular file", in("pipe"): "is a named pipe: ", "/dev/null": "is a device: ",
		in("null"): "is a device: ", in("socket"): "is a socket: ", in("dangling"): "is a link that leads nowhere: ",
		in("loop"): "too many links", in("missing/report"): "no such file or directory", in("null/report"): "not a directory",
		in("a\x00b"): "invalid argument",
	} {
		err := wholefile.Write(name, []byte("x"))
		if err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v, want %q", name, err, words)
		}
		if at, ok := errors.AsType[*fs.PathError](err); !ok || at.Path != name {
			t.Errorf("%s: %v does not have the path", name, err)
		}
		if regular := strings.Contains(words, "is a"); errors.Is(err, wholefile.ErrNotRegular) != regular {
			t.Errorf("%s: %v is ErrNotRegular: %v", name, err, !regular)
		}
	}
	checkFolder(t, folder, "dangling folder loop null pipe socket")
}

// TestWrite_open has paths that lead to a file by way of a process that writes to it:
// standard output, for one, when it goes to a file.
func TestWrite_open(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	f, err := os.Create(filepath.Join(folder, "output"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	link := filepath.Join(folder, "link")
	if err := os.Symlink(fmt.Sprintf("/dev/fd/%d", f.Fd()), link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{fmt.Sprintf("/dev/fd/%d", f.Fd()), link} {
		if err := wholefile.Write(path, []byte("x")); !errors.Is(err, wholefile.ErrNotRegular) || !strings.Contains(err.Error(), "has open") {
			t.Errorf("%s: %v", path, err)
		}
	}
	checkFolder(t, folder, "link output")
}

// TestWrite_readonly has a file that its owner protects.
func TestWrite_readonly(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 {
		t.Skip("root may write everything")
	}
	file := filepath.Join(t.TempDir(), "report")
	if err := os.WriteFile(file, nil, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := wholefile.Write(file, []byte("x")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
}

// checkFolder fails if a folder has other names, such as those of temporary
// files.
func checkFolder(t *testing.T, folder, names string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != names {
		t.Errorf("the folder has %q (%v), want %q", got, err, names)
	}
}
