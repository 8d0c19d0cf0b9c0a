package logfile_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/google/go-cmp/cmp"
)

// folder writes files below a new folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func zipped(content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(content))
	w.Close()
	return b.String()
}

// event is what tests look at: the time, the stream, the message.
type event struct{ At, Stream, Message string }

func read(t testing.TB, paths ...string) []event {
	t.Helper()
	set, err := logfile.Open(paths...)
	if err != nil {
		t.Fatal(err)
	}
	var events []event
	err = set.Each(t.Context(), "group", func(e *cwli.Event) error {
		if e.Group != "group" || e.Ptr == "" {
			t.Errorf("event in group %q with pointer %q", e.Group, e.Ptr)
		}
		at := time.UnixMilli(e.Timestamp).UTC().Format("15:04:05.000")
		events = append(events, event{at, e.Stream, string(e.Message)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return events
}

func TestLayouts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, content string
		want          []event
	}{
		{"times of JSON lines", strings.Join([]string{
			`{"@timestamp":"2026-01-01T00:00:01Z","timestamp":"2026-01-01T09:00:00Z"}`,
			`{"timestamp":"2026-01-01T01:00:02.5+01:00"}`,
			`{"timestamp":1767225603,"_aws":{"Timestamp":1}}`,
			`{"timestamp":1767225604000}`,
			`{"timestamp":1767225605.25}`,
			`{"_aws":{"Timestamp":1767225606000},"timestamp":"soon"}`,
			`{"@timestamp":"1767225607000"}`,
			`{"none":1}`,
			`{"timestamp":1767225608000,"cut`,
			`{"timestamp":true,"@timestamp":[1767225609000]}`,
		}, "\n"), []event{
			{"00:00:01.000", "f", `{"@timestamp":"2026-01-01T00:00:01Z","timestamp":"2026-01-01T09:00:00Z"}`},
			{"00:00:02.500", "f", `{"timestamp":"2026-01-01T01:00:02.5+01:00"}`},
			{"00:00:03.000", "f", `{"timestamp":1767225603,"_aws":{"Timestamp":1}}`},
			{"00:00:04.000", "f", `{"timestamp":1767225604000}`},
			{"00:00:05.250", "f", `{"timestamp":1767225605.25}`},
			{"00:00:06.000", "f", `{"_aws":{"Timestamp":1767225606000},"timestamp":"soon"}`},
			{"00:00:07.000", "f", `{"@timestamp":"1767225607000"}`},
			{"00:00:07.000", "f", `{"none":1}`},
			{"00:00:08.000", "f", `{"timestamp":1767225608000,"cut`},
			{"00:00:08.000", "f", `{"timestamp":true,"@timestamp":[1767225609000]}`},
		}},
		{"plain text", "at the head\r\n\n2026-01-01 00:00:01,250 INFO x\r\n  stack\n[2026-01-01T02:00:02+0200] y\n2026-01-01T00:00:03.000Z\tid\tz\n2026-13-01T00:00:00Z no month",
			[]event{
				{"00:00:01.250", "f", "at the head"},
				{"00:00:01.250", "f", "2026-01-01 00:00:01,250 INFO x"},
				{"00:00:01.250", "f", "  stack"},
				{"00:00:02.000", "f", "[2026-01-01T02:00:02+0200] y"},
				{"00:00:03.000", "f", "2026-01-01T00:00:03.000Z\tid\tz"},
				{"00:00:03.000", "f", "2026-13-01T00:00:00Z no month"},
			}},
		{"wrapped events, one a line", strings.Join([]string{
			`{"timestamp":1767225601000,"message":"{\"a\":1}\n","ingestionTime":1767225602000,"logStreamName":"2026\/s","eventId":"1"}`,
			`{"message":"b","timestamp":1767225602000}`,
			`{"message":"own","timestamp":1767225603000,"level":"info"}`,
			`{"message":"own","timestamp":"2026-01-01T00:00:04Z"}`,
			`{"message":"own","timestamp":1767225605}`,
		}, "\n"), []event{
			{"00:00:01.000", "2026/s", "{\"a\":1}\n"},
			{"00:00:02.000", "f", "b"},
			{"00:00:03.000", "f", `{"message":"own","timestamp":1767225603000,"level":"info"}`},
			{"00:00:04.000", "f", `{"message":"own","timestamp":"2026-01-01T00:00:04Z"}`},
			{"00:00:05.000", "f", `{"message":"own","timestamp":1767225605}`},
		}},
		{"export to S3", "2026-01-01T00:00:01.000Z {\"a\":1}\n2026-01-01T00:00:02.000Z START\n\n2026-01-01T00:00:03.000Z two\nlines\n\n",
			[]event{{"00:00:01.000", "f", `{"a":1}`}, {"00:00:02.000", "f", "START"}, {"00:00:03.000", "f", "two\nlines"}}},
		{"filter-log-events", `{
			"events": [
				{ "logStreamName": "s", "timestamp": 1767225601000, "message": "a\n", "ingestionTime": 1, "eventId": "x" },
				{ "logStreamName": "t", "timestamp": 1767225602000, "message": "{\"b\":1}" }
			],
			"searchedLogStreams": [ { "x": [ 1 ] } ]
		}`, []event{{"00:00:01.000", "s", "a\n"}, {"00:00:02.000", "t", `{"b":1}`}}},
		{"get-log-events, pages appended", `{"events":[{"timestamp":1767225601000,"message":"a"}],"nextForwardToken":"f/1"}` + "\n" +
			`{"events":[]}` + `{"events":[{"timestamp":1767225602000,"message":"b"}]}` + "\n",
			[]event{{"00:00:01.000", "f", "a"}, {"00:00:02.000", "f", "b"}}},
		{"a message with a field called events", `{"events":[1,2],"timestamp":1767225601000}`,
			[]event{{"00:00:01.000", "f", `{"events":[1,2],"timestamp":1767225601000}`}}},
		{"nothing", "", nil},
		{"empty lines", "\n\r\n\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			plain := filepath.Join(folder(t, map[string]string{"f": test.content}), "f")
			if diff := cmp.Diff(test.want, read(t, plain)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			compressed := filepath.Join(folder(t, map[string]string{"f.gz": zipped(test.content)}), "f.gz")
			if diff := cmp.Diff(test.want, read(t, compressed)); diff != "" {
				t.Errorf("compressed (-want +got)\n%s", diff)
			}
		})
	}
}

const line = "2026-01-01T00:00:01Z x\n"

func TestFoldersAreReadInOrderAndFilesOnce(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"b/1.log": line, "a.log": line, "b/0.gz": zipped(line), ".hidden": "x", ".git/x": "x",
		"aws-logs-write-test": "Permission Check Successful"})
	var streams []string
	for _, e := range read(t, filepath.Join(root, "b", "1.log"), root) {
		streams = append(streams, e.Stream)
	}
	if diff := cmp.Diff([]string{"1.log", "a.log", "0"}, streams); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPointersAreStableAndDistinct(t *testing.T) {
	t.Parallel()
	set, err := logfile.Open(folder(t, map[string]string{"a": strings.Repeat(line, 2000), "b": strings.Repeat(line, 2000)}))
	if err != nil {
		t.Fatal(err)
	}
	pointers := func() (list []string) {
		set.Each(t.Context(), "", func(e *cwli.Event) error { list = append(list, e.Ptr); return nil })
		return list
	}
	first, seen := pointers(), map[string]bool{}
	for _, p := range first {
		seen[p] = true
	}
	if len(seen) != 4000 {
		t.Errorf("%d distinct pointers, want 4000", len(seen))
	}
	if diff := cmp.Diff(first, pointers()); diff != "" {
		t.Errorf("second reading (-first +second)\n%s", diff)
	}
}

func TestEventsKeepTheirGroupUnlessGivenOne(t *testing.T) {
	t.Parallel()
	const wrapped = `{"timestamp":1767225601000,"message":"m","ingestionTime":1767225602000,"logGroupName":"own"}`
	set, err := logfile.Open(folder(t, map[string]string{"f": wrapped}))
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{"": "own 1767225602000", "given": "given 1767225602000"} {
		err := set.Each(t.Context(), given, func(e *cwli.Event) error {
			if got := fmt.Sprint(e.Group, " ", e.IngestionTime); got != want {
				t.Errorf("as events of %q: %s, want %s", given, got, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	set, err := logfile.Open(folder(t, map[string]string{"a": "2026-01-03T00:00:00Z\n2026-01-01T00:00:00Z\n", "b": "2026-01-02T00:00:00Z"}))
	if err != nil {
		t.Fatal(err)
	}
	first, last, events, err := set.Span(t.Context())
	got := fmt.Sprint(first.Format(time.DateOnly), " ", last.Format(time.DateOnly), " ", events, " ", err)
	if want := "2026-01-01 2026-01-03 3 <nil>"; got != want {
		t.Errorf("Span = %s, want %s", got, want)
	}
}

func TestLongLines(t *testing.T) {
	t.Parallel()
	longest := `{"timestamp":1767225601000,"message":"` + strings.Repeat(`\u0061`, logfile.MaxMessage) + `"}`
	got := read(t, folder(t, map[string]string{"f": line + longest + "\n" + line}))
	if len(got) != 3 || len(got[1].Message) != logfile.MaxMessage || got[2].Message != strings.TrimSpace(line) {
		t.Errorf("%d events, want 3, the second of %d bytes", len(got), logfile.MaxMessage)
	}
}

func TestErrorsNameFileAndLine(t *testing.T) {
	t.Parallel()
	tests := []struct{ content, want string }{
		{line + strings.Repeat("x", logfile.MaxMessage+1) + "\n", "f:2: the message has 1048577 bytes; an event holds at most 1048576"},
		{line + strings.Repeat("x", 9<<20), "f:2: a message and its line hold at most 8388608 bytes"},
		{"no time\nat all\n", "f:1: no line in the first 15 bytes has a time"},
		{"{\"events\":[\n{\"timestamp\":1,\"message\":\"a\"},\n{\"timestamp\":\"x\"}]}", "f:3: json: cannot unmarshal"},
		{"{\"events\":[\n{\"timestamp\":1,\"message\":\"a\"}\n", "f:2: unexpected EOF"},
		{"\x1f\x8bnot gzip", "f: gzip: invalid header"},
		{zipped(strings.Repeat(line, 100))[:40], "unexpected EOF: the gzip file is cut off or damaged"},
		{zipped(line) + "more than a header", "f:2: gzip: invalid header: the gzip file is cut off or damaged"},
		{zipped(strings.Repeat("no time\n", 100))[:30], "f:1: unexpected EOF: the gzip file"},
	}
	for _, test := range tests {
		set, err := logfile.Open(folder(t, map[string]string{"f": test.content}))
		if err != nil {
			t.Fatal(err)
		}
		err = set.Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Each = %v, want … %s", err, test.want)
		}
	}
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	for path, want := range map[string]string{filepath.Join(empty, "none"): "find log files: " + filepath.Join(empty, "none") + ": no such file or directory", empty: "none in " + empty} {
		if _, err := logfile.Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%s) = %v, want … %s", path, err, want)
		}
	}
}

func TestReadingStops(t *testing.T) {
	t.Parallel()
	set, err := logfile.Open(folder(t, map[string]string{"f": strings.Repeat(line, 5000)}))
	if err != nil {
		t.Fatal(err)
	}
	enough, n := errors.New("enough"), 0
	err = set.Each(t.Context(), "", func(*cwli.Event) error {
		n++
		return enough
	})
	if err != enough || n != 1 {
		t.Errorf("Each = %v after %d events, want the error of yield after 1", err, n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = set.Each(ctx, "", func(*cwli.Event) error { n++; cancel(); return nil })
	if !errors.Is(err, context.Canceled) || n >= 5000 {
		t.Errorf("Each = %v after %d events, want %v soon", err, n, context.Canceled)
	}
}

// Whatever a file holds, it is read or refused.
func FuzzEach(f *testing.F) {
	for _, seed := range []string{line, "{\"events\":[{\"timestamp\":1,\"message\":\"a\"}]}", zipped(line),
		"2026-01-01T00:00:01.000Z a\nb", `{"timestamp":1767225601000,"message":"\\ud800"}`} {
		f.Add([]byte(seed))
	}
	path := filepath.Join(f.TempDir(), "f")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		set, err := logfile.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		n := int64(0)
		err = set.Each(t.Context(), "", func(*cwli.Event) error { n++; return nil })
		if _, _, events, spanErr := set.Span(t.Context()); events != n || (err == nil) != (spanErr == nil) {
			t.Errorf("%d events, %v; the second time %d, %v", n, err, events, spanErr)
		}
	})
}

func TestAFileNamedTwiceCountsOnce(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file, link := filepath.Join(folder, "a.log"), filepath.Join(folder, "b.log")
	if err := os.WriteFile(file, []byte("2026-01-01T00:00:00Z one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	set, err := logfile.Open(folder, file, folder+"/./a.log", link)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{file}, set.Files()); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}
