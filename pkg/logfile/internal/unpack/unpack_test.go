package unpack_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/fanlight/fanlight/pkg/logfile/internal/unpack"
)

var modified = time.Date(2026, 1, 2, 3, 4, 6, 0, time.UTC)

func gzipped(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(content)) // into memory: it cannot fail
	_ = w.Close()
	return b.String()
}

func zstandard(content string) string {
	w, _ := zstd.NewWriter(nil) // the defaults are valid
	defer func() { _ = w.Close() }()
	return string(w.EncodeAll([]byte(content), nil))
}

func tarred(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		h := &tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o600, ModTime: modified}
		if err := errors.Join(w.WriteHeader(h), second(w.Write([]byte(files[i+1])))); err != nil {
			t.Fatal(err)
		}
	}
	_ = w.Close() // into memory: it cannot fail
	return b.String()
}

func second(_ int, err error) error { return err }

func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Deflate, Modified: modified})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte(files[i+1])) // into memory: it cannot fail
	}
	_ = w.Close()
	return b.String()
}

func in16(s string, bigEndian bool) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		if bigEndian {
			b = append(b, byte(unit>>8), byte(unit))
		} else {
			b = append(b, byte(unit), byte(unit>>8))
		}
	}
	return string(b)
}

// bzipped is the text "a\n" as bzip2 writes it.
var bzipped, _ = hex.DecodeString("425a6839314159265359633ed6e2000000c100001020002000210082b177245385090633ed6e20")

// opened returns what a source holds: a line for each entry.
func opened(content string) (lines []string, err error) {
	at := strings.NewReader(content)
	err = unpack.Each(unpack.Source{Reader: strings.NewReader(content), At: at, Size: at.Size()}, func(e unpack.Entry) error {
		if e.Err != nil {
			lines = append(lines, fmt.Sprintf("%s %v: %v", e.Name, e.Packing, e.Err))
			return nil
		}
		text, err := io.ReadAll(e.Text)
		lines = append(lines, fmt.Sprintf("%s %v: %q", e.Name, e.Packing, text))
		return err
	})
	return lines, err
}

func TestEach(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		want          []string
	}{
		{"text", "a\n", []string{` []: "a\n"`}},
		{"nothing", "", []string{` []: ""`}},
		{"a mark of UTF-8", "\xef\xbb\xbfa\n", []string{` []: "a\n"`}},
		{"UTF-16", "\xff\xfe" + in16("ä😀\n", false), []string{` [UTF-16LE]: "ä😀\n"`}},
		{"UTF-16, the other order", "\xfe\xff" + in16("ä😀\n", true), []string{` [UTF-16BE]: "ä😀\n"`}},
		{"UTF-16 without a mark", in16("2026-01-01 a\n", false), []string{` [UTF-16LE]: "2026-01-01 a\n"`}},
		{"UTF-16 that is cut off", "\xff\xfe" + in16("a😀", false)[:4] + "x", []string{` [UTF-16LE]: "a` + "\ufffd\ufffd" + `"`}},
		{"gzip", gzipped("a\n"), []string{` [gzip]: "a\n"`}},
		{"gzip, two members", gzipped("a\n") + gzipped("b\n"), []string{` [gzip]: "a\nb\n"`}},
		{"gzip in gzip", gzipped(gzipped("a") + gzipped("b")), []string{` [gzip gzip]: "ab"`}},
		{"zstd", zstandard("a\n") + zstandard("b\n"), []string{` [zstd]: "a\nb\n"`}},
		{"bzip2", string(bzipped), []string{` [bzip2]: "a\n"`}},
		{"UTF-16 in gzip", gzipped("\xff\xfe" + in16("a", false)), []string{` [gzip UTF-16LE]: "a"`}},
		{"tar.gz", gzipped(tarred(t, "logs/a.log", "a\n", "logs/._a.log", "x", "../b.gz", gzipped("b\n"), "c.png", "\x89PNG\r\n\x1a\n", "aws-logs-write-test", "x")),
			[]string{`logs/a.log [gzip tar]: "a\n"`, `b.gz [gzip tar gzip]: "b\n"`, `c.png [gzip tar]: invalid log file: this is an image (PNG)`}},
		{"zip", zipped(t, "__MACOSX/a", "x", "d/", "", "d/a.log", "a\n", "d/b.gz", gzipped("b\n")),
			[]string{`d/a.log [zip]: "a\n"`, `d/b.gz [zip gzip]: "b\n"`}},
		{"zip in gzip", gzipped(zipped(t, "a", "a")), []string{` [gzip zip]: invalid log file: this is a zip archive that is not a file of its own: unpack it`}},
		{"compress", "\x1f\x9d\x90x", []string{` []: invalid log file: this is compressed by compress (.Z): decompress it, as with uncompress`}},
		{"xz", "\xfd7zXZ\x00...", []string{` []: invalid log file: this is compressed by xz: decompress it, as with xz -d`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := opened(test.content)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got)\n%s", err, diff)
			}
		})
	}
}

func TestDamagedError(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789abcdef\n", 1000)
	nested := "a"
	for range 6 {
		nested = gzipped(nested)
	}
	for name, test := range map[string]struct{ content, want string }{
		"cut gzip":      {gzipped(long)[:40], "unexpected EOF: the gzip file is cut off or damaged"},
		"not gzip":      {"\x1f\x8bnot gzip", "gzip: invalid header: the gzip file is cut off or damaged"},
		"cut zstd":      {zstandard(long)[:20], "the zstd file is cut off or damaged"},
		"cut tar":       {tarred(t, "a", long)[:3000], "unexpected EOF: the tar file is cut off or damaged"},
		"cut zip":       {zipped(t, "a", long)[:100], "zip: not a valid zip file: the zip file is cut off or damaged"},
		"cut tar.gz":    {gzipped(tarred(t, "a", long))[:60], "unexpected EOF: the gzip file is cut off or damaged"},
		"packed deeply": {nested, "invalid file that is packed more than 4 times"},
	} {
		_, err := opened(test.content)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want … %s", name, err, test.want)
		}
		if _, ok := errors.AsType[*unpack.DamagedError](err); !ok && name != "packed deeply" {
			t.Errorf("%s: %T, want a *DamagedError", name, err)
		}
	}
}

func TestIgnored(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{".a": true, "a/.b": true, "aws-logs-write-test": true, "a.log": false, ".": false, "..": false} {
		if got := unpack.Ignored(name); got != want {
			t.Errorf("Ignored(%s) = %v", name, got)
		}
	}
}

// TestEach_modified checks when the files in an archive were changed.
func TestEach_modified(t *testing.T) {
	t.Parallel()
	outer := time.Date(2026, 5, 6, 7, 8, 9, 0, time.UTC)
	var nothing bytes.Buffer
	w := tar.NewWriter(&nothing)
	_ = w.WriteHeader(&tar.Header{Name: "a", Mode: 0o600, ModTime: time.Unix(0, 0)}) // into memory: it cannot fail
	_ = w.Close()
	for content, want := range map[string]time.Time{tarred(t, "a", "a"): modified, zipped(t, "a", "a"): modified, gzipped("a"): outer, "a": outer, nothing.String(): outer} {
		err := unpack.Each(unpack.Source{Reader: strings.NewReader(content), At: strings.NewReader(content), Size: int64(len(content)), Modified: outer},
			func(e unpack.Entry) error {
				if !e.Modified.Equal(want) {
					t.Errorf("changed %v, want %v", e.Modified, want)
				}
				return nil
			})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestDamagedError_Unwrap(t *testing.T) {
	t.Parallel()
	if _, err := opened("\x1f\x8bnot gzip"); !errors.Is(err, gzip.ErrHeader) {
		t.Errorf("%v, want the error of the decompressor", err)
	}
}

func TestNotTextError(t *testing.T) {
	t.Parallel()
	if got := (&unpack.NotTextError{What: "a PDF file"}).Error(); got != "invalid log file: this is a PDF file" {
		t.Errorf("Error = %s", got)
	}
}
