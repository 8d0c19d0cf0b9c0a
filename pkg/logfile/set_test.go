package logfile_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/cwlitest"
	"github.com/fanlight/fanlight/pkg/logfile"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	t.Run("folders in the order of their paths, files once", func(t *testing.T) {
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
	})
	t.Run("the same file by two paths and a link", func(t *testing.T) {
		t.Parallel()
		root := folder(t, map[string]string{"a.log": line})
		file, link := filepath.Join(root, "a.log"), filepath.Join(root, "b.log")
		if err := os.Symlink(file, link); err != nil {
			t.Fatal(err)
		}
		want := []event{{"00:00:01.000", "a.log", strings.TrimSpace(line)}}
		if diff := cmp.Diff(want, read(t, root, file, root+"/./a.log", link)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
	t.Run("a link to a folder", func(t *testing.T) {
		t.Parallel()
		root := folder(t, map[string]string{"a.log": line})
		link := filepath.Join(root, "above")
		if err := os.Symlink(root, link); err != nil {
			t.Fatal(err)
		}
		err := open(t, root).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		for _, err := range []error{err, openError(link)} {
			if err == nil || !strings.Contains(err.Error(), link+": invalid link to a folder: want the folder itself") {
				t.Errorf("%v, want an error that names the link", err)
			}
		}
	})
	t.Run("what is missing", func(t *testing.T) {
		t.Parallel()
		empty := t.TempDir()
		none := filepath.Join(empty, "none")
		for path, want := range map[string]string{none: "find log files: " + none + ": no such file or directory", empty: "none in " + empty} {
			if _, err := logfile.Open(path); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("Open(%s) = %v, want … %s", path, err, want)
			}
		}
	})
}

func openError(path string) error {
	_, err := logfile.Open(path)
	return err
}

func TestSet_Each(t *testing.T) {
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
		{"numbers that are not times", line + "1234567890 was called\n4917012345678 called\n", []event{{"00:00:01.000", "f", strings.TrimSpace(line)},
			{"00:00:01.000", "f", "1234567890 was called"}, {"00:00:01.000", "f", "4917012345678 called"}}},
		{"times of JSON lines in parts", strings.Join([]string{
			`{"date":"2026-01-01","time":"00:00:01.5"}`, `{"date":"2026-01-01","time":"half past"}`, `{"date":"2026-01-01T00:00:02Z","time":"12"}`,
			`{"date":"2026-01-01","time":12.5}`, `{"t":{"$date":"2026-01-01T00:00:03.000+00:00"}}`, `{"timestamp":{"seconds":1767225604,"nanos":0}}`,
			`{"instant":{"epochSecond":1767225605,"nanoOfSecond":5}}`, `{"time":12.5,"t":7}`, `{"asctime":"soon","date":"2026-01-01 00:00:06"}`,
		}, "\n"), []event{
			{"00:00:01.500", "f", `{"date":"2026-01-01","time":"00:00:01.5"}`},
			{"00:00:01.500", "f", `{"date":"2026-01-01","time":"half past"}`},
			{"00:00:02.000", "f", `{"date":"2026-01-01T00:00:02Z","time":"12"}`},
			{"00:00:00.000", "f", `{"date":"2026-01-01","time":12.5}`},
			{"00:00:03.000", "f", `{"t":{"$date":"2026-01-01T00:00:03.000+00:00"}}`},
			{"00:00:04.000", "f", `{"timestamp":{"seconds":1767225604,"nanos":0}}`},
			{"00:00:05.000", "f", `{"instant":{"epochSecond":1767225605,"nanoOfSecond":5}}`},
			{"00:00:05.000", "f", `{"time":12.5,"t":7}`},
			{"00:00:06.000", "f", `{"asctime":"soon","date":"2026-01-01 00:00:06"}`},
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

// TestSet_Each_scripts runs queries over files.
func TestSet_Each_scripts(t *testing.T) {
	t.Parallel()
	cwlitest.RunScripts(t, engine{}, os.DirFS("testdata"))
}

func TestSet_Each_pointers(t *testing.T) {
	t.Parallel()
	set := open(t, folder(t, map[string]string{"a": strings.Repeat(line, 2000), "b": strings.Repeat(line, 2000)}))
	pointers := func() (list []string) {
		if err := set.Each(t.Context(), "", func(e *cwli.Event) error { list = append(list, e.Pointer()); return nil }); err != nil {
			t.Error(err)
		}
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

func TestSet_Each_group(t *testing.T) {
	t.Parallel()
	const wrapped = `{"timestamp":1767225601000,"message":"m","ingestionTime":1767225602000,"logGroupName":"own"}`
	set := open(t, folder(t, map[string]string{"f": wrapped}))
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

func TestSet_Each_long_lines(t *testing.T) {
	t.Parallel()
	longest := `{"timestamp":1767225601000,"message":"` + strings.Repeat(`\u0061`, logfile.MaxMessage) + `"}`
	got := read(t, folder(t, map[string]string{"f": line + longest + "\n" + line}))
	if len(got) != 3 || len(got[1].Message) != logfile.MaxMessage || got[2].Message != strings.TrimSpace(line) {
		t.Errorf("%d events, want 3, the second of %d bytes", len(got), logfile.MaxMessage)
	}
}

// A longer event is left out, and does not keep the rest of the file from being read.
func TestSet_Each_too_long_lines(t *testing.T) {
	t.Parallel()
	const head, last = "2026-01-01T10:00:00.000Z a\n", "2026-01-01T10:00:02.000Z c\n"
	of := func(n int) string { return strings.Repeat("x", n) + "\n" }
	continued := "2026-01-01T10:00:01.000Z b\n" + strings.Repeat(of(1000), 1100)
	piece := "2026-01-01T10:00:00Z stdout P " + of(1<<17)
	tests := map[string]string{
		"line":                line + of(logfile.MaxMessage+1) + line,
		"longer line":         line + of(9<<20) + line,
		"very long line":      line + of(40<<20) + line,
		"JSON":                line + `{"timestamp":1767225601000,"message":"` + strings.Repeat("x", 9<<20) + "\"}\n" + line,
		"event of lines":      head + continued + last,
		"long event of lines": head + continued + strings.Repeat(of(1000), 9000) + last,
		"pieces":              "2026-01-01T10:00:00Z stdout F a\n" + strings.Repeat(piece, 9) + "2026-01-01T10:00:00Z stdout F c\n2026-01-01T10:00:00Z stdout F c\n",
	}
	for name, content := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events, reports, err := readWith(t, logfile.Options{}, filepath.Join(folder(t, map[string]string{"f": content}), "f"))
			if err != nil || len(events) != 2 || len(reports) != 1 {
				t.Fatalf("%d events, %d reports, %v; want 2 and 1", len(events), len(reports), err)
			}
			if r := reports[0]; r.TooLong != 1 || r.FirstTooLong.Line != 2 || !r.Guessed() || !strings.Contains(r.String(), "1 event left out, longer than the 1,048,576 bytes that the service takes: line 2: ") {
				t.Errorf("%s", r)
			}
		})
	}
}

func TestSet_Each_errors(t *testing.T) {
	t.Parallel()
	tests := []struct{ content, want string }{
		{"no time\nat all\n", "f:1: no line in the first 15 bytes has a time"},
		{"{\"events\":[\n{\"timestamp\":1767225601000,\"message\":\"a\"},\n{\"timestamp\":\"x\"}]}", `f:3: invalid event: want "timestamp"`},
		{"{\"events\":[\n{\"timestamp\":1767225601000,\"message\":\"a\"}\n", "f:3: unexpected EOF"},
		{"{\"events\":[]}\n7", "f:1: no line in the first 15 bytes has a time"},
		{"{\"events\":[]}\n{\"events\":[7]}", "f:1: no line in the first"},
		{"\x1f\x8bnot gzip", "f: gzip: invalid header"},
		{zipped(strings.Repeat(line, 100))[:40], "unexpected EOF: the gzip file is cut off or damaged"},
		{zipped(line) + "more than a header", "f:2: gzip: invalid header: the gzip file is cut off or damaged"},
		{zipped(strings.Repeat("no time\n", 100))[:30], "f:1: unexpected EOF: the gzip file"},
	}
	for _, test := range tests {
		err := open(t, folder(t, map[string]string{"f": test.content})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("Each = %v, want … %s", err, test.want)
		}
	}
}

func TestSet_Each_stops(t *testing.T) {
	t.Parallel()
	set := open(t, folder(t, map[string]string{"f": strings.Repeat(line, 5000)}))
	t.Run("at an error of yield", func(t *testing.T) {
		t.Parallel()
		enough, n := errors.New("enough"), 0
		err := set.Each(t.Context(), "", func(*cwli.Event) error {
			n++
			return enough
		})
		if !errors.Is(err, enough) || n != 1 {
			t.Errorf("Each = %v after %d events, want the error of yield after 1", err, n)
		}
	})
	t.Run("when the context is cancelled", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		n := 0
		err := set.Each(ctx, "", func(*cwli.Event) error { n++; cancel(); return nil })
		if !errors.Is(err, context.Canceled) || n >= 5000 {
			t.Errorf("Each = %v after %d events, want %v soon", err, n, context.Canceled)
		}
	})
}

func TestShared(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"a/1.log": line, "a/2.log": line, "b/3.log": line})
	a, b, two := open(t, filepath.Join(root, "a")), open(t, filepath.Join(root, "b")), open(t, root+"/a/../a/2.log")
	if path, ok := logfile.Shared(a, two); !ok || path != filepath.Join(root, "a", "2.log") {
		t.Errorf("Shared = %q, %v, want the file", path, ok)
	}
	for name, other := range map[string]*logfile.Set{"another folder": b, "nil": nil} {
		if path, ok := logfile.Shared(a, other); ok {
			t.Errorf("%s: Shared = %q, want no file", name, path)
		}
	}
}
