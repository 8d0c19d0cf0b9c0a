package logfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli"
)

// FuzzEach checks that a file with any content is read or refused, and that it
// gives the same events when it is read again. What reading allocates is bounded by
// the length of the file, compressed too.
func FuzzEach(f *testing.F) {
	for _, seed := range []string{line, "{\"events\":[{\"timestamp\":1,\"message\":\"a\"}]}", zipped(line),
		"2026-01-01T00:00:01.000Z a\nb", `{"timestamp":1767225601000,"message":"\\ud800"}`} {
		f.Add([]byte(seed))
	}
	for _, s := range allSamples() {
		f.Add([]byte(s.file(1, nepal).content))
	}
	for _, content := range notLogFiles() {
		f.Add([]byte(content))
	}
	f.Add([]byte("timestamp,message\n1767225601000,\"a\n\"\n"))
	f.Add([]byte("{\n \"a\": [\n  {}\n ]\n}{\"a\":1}{"))
	f.Add([]byte(zipped(strings.Repeat(line, 10_000))))
	f.Add([]byte(`{"timestamp":1767225601000,"a":` + strings.Repeat("[", 10_000)))
	path := filepath.Join(f.TempDir(), "f")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		set := open(t, path)
		events := 0
		var err error
		allocs.AtMost(t, readLimit+uint64(len(content))*100, func() {
			err = set.Each(t.Context(), "", func(*cwli.Event) error { events++; return nil })
		})
		again := 0
		errAgain := set.Each(t.Context(), "", func(*cwli.Event) error { again++; return nil })
		if events != again || (err == nil) != (errAgain == nil) {
			t.Errorf("%d events, %v; the second time %d, %v", events, err, again, errAgain)
		}
	})
}

// readLimit is how many bytes reading may allocate whatever the file has: buffers, and a
// gzip file of the seeds, or the window of a zstd file.
const readLimit = 48 << 20
