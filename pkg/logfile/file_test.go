package logfile_test

import (
	"archive/zip"
	"bytes"
	"unicode/utf16"

	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_streams reads the streams that the paths of files name.
func TestSet_Each_streams(t *testing.T) {
	t.Parallel()
	const task = "0f1e2d3c-1111-4222-8333-444455556666/"
	files := map[string]string{task + "host-a/000000.gz": zipped(line), task + "host-b/000000.gz": zipped(line), task + "host-b/000001.gz": zipped(line),
		"bot.log": line, "bot.log.gz": zipped(line)}
	var got []string
	for _, e := range read(t, folder(t, files)) {
		got = append(got, e.Stream)
	}
	if diff := cmp.Diff([]string{"host-a", "host-b", "host-b", "bot.log", "bot.log"}, got); diff != "" {
		t.Errorf("a folder (-want +got)\n%s", diff)
	}
	got = nil
	for _, e := range read(t, archive(t, map[string]string{"exp/host-a/000000.gz": zipped(line), "exp/host-b/000000.gz": zipped(line), "a.log": line})) {
		got = append(got, e.Stream)
	}
	if diff := cmp.Diff([]string{"a.log", "host-a", "host-b"}, got); diff != "" {
		t.Errorf("an archive (-want +got)\n%s", diff)
	}
}

func TestSet_Each_pointers_in_archives(t *testing.T) {
	t.Parallel()
	set, seen := open(t, archive(t, map[string]string{"a": line + line, "b": line})), map[string]bool{}
	joined := `{"time":"2026-01-01T00:00:01Z"}`
	lists := open(t, folder(t, map[string]string{"f": strings.Repeat(joined, 3) + "\n" + strings.Repeat(joined, 2)}))
	n := 0
	err := set.Each(t.Context(), "", func(e *cwli.Event) error { n++; seen["archive "+e.Pointer()] = true; return nil })
	if err == nil {
		err = lists.Each(t.Context(), "", func(e *cwli.Event) error { n++; seen["list "+e.Pointer()] = true; return nil })
	}
	if len(seen) != 8 || n != 8 || err != nil {
		t.Errorf("%d pointers of %d events, %v, want 8", len(seen), n, err)
	}
}

// IDs as the service gives them to events.
const (
	id1 = "31953106606966983378809025079804211143289615424298221568"
	id2 = "31953106606966983378809025079804211143289615424298221569"
	id3 = "31953106606966983378809025079804211143289615424298221570"
)

// TestSet_Each_once checks that an event with an ID counts once, in all files of a set.
func TestSet_Each_once(t *testing.T) {
	t.Parallel()
	const page = `{"events":[{"timestamp":1767225601000,"message":"a","eventId":"` + id1 + `"},{"timestamp":1767225601000,"message":"a","eventId":"` + id2 + `"},{"timestamp":1767225601000,"message":"a"}]}`
	const payload = `{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{"id":"` + id1 + `","timestamp":1767225601000,"message":"a"},{"id":"` + id3 + `","timestamp":1767225601000,"message":"a"}]}`
	root := folder(t, map[string]string{"1.json": page, "2.json": page + page, "3.json": payload, "4.json": `{"timestamp":1767225601000,"message":"a","eventId":"` + id2 + `"}`})
	for range 2 { // each reading starts without memory
		if got := len(read(t, root)); got != 6 { // 1, 2 and 3, and three without an ID
			t.Errorf("%d events, want 6", got)
		}
	}
}

// TestSet_Each_identified checks that only an ID of the service removes an event.
func TestSet_Each_identified(t *testing.T) {
	t.Parallel()
	login := `{"timestamp":1767225600000,"message":"a","eventId":"LOGIN"}`
	own := fmt.Sprintf(`{"timestamp":1767225600000,"message":"a","eventId":"%s"}`, id1)
	runFileTests(t, logfile.Options{}, []fileTest{
		{"lines with codes", strings.Repeat(login+"\n", 3), []string{"00:00:00.000 a", "00:00:00.000 a", "00:00:00.000 a"}, ""},
		{"a list with codes", "[" + login + "," + login + "]", []string{"00:00:00.000 a", "00:00:00.000 a"}, ""},
		{"a page with numbers", strings.ReplaceAll(`{"events":[`+login+","+login+"]}", `"LOGIN"`, "5"), []string{"00:00:00.000 a", "00:00:00.000 a"}, ""},
		{"CSV with codes", "timestamp,eventId,message\n" + strings.Repeat("1767225600000,4624,a\n", 2), []string{"00:00:00.000 a", "00:00:00.000 a"}, ""},
		{"lines with IDs of the service", own + "\n" + own + "\n", []string{"00:00:00.000 a"}, "1 event left out, passed before with the same ID"},
	})
}

// TestSet_Each_payloads reads what a subscription delivers: groups and streams are kept,
// and control messages are not events.
func TestSet_Each_payloads(t *testing.T) {
	t.Parallel()
	const control = `{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1767225600000,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}`
	const data = `{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/lambda/f","logStream":"s1","subscriptionFilters":["x"],"logEvents":[{"id":"1","timestamp":1767225601000,"message":"a"}]}`
	const late = `{"logEvents":[{"id":"2","timestamp":1767225602000,"message":"b"}],"logGroup":"/aws/lambda/f","logStream":"s2","messageType":"DATA_MESSAGE"}`
	for name, content := range map[string]string{
		"lines": control + "\n" + data + "\n" + late + "\n", "without line ends": control + data + late,
		"gzip members": zipped(control) + zipped(data) + zipped(late), "gzip in gzip": zipped(zipped(control) + zipped(data) + zipped(late)),
		"after a line": "\n" + control + data + "\n" + late,
	} {
		var got []string
		err := open(t, folder(t, map[string]string{"f": content})).Each(t.Context(), "", func(e *cwli.Event) error {
			got = append(got, fmt.Sprint(e.Group, " ", e.Stream, " ", e.Timestamp, " ", string(e.Message)))
			return nil
		})
		want := []string{"/aws/lambda/f s1 1767225601000 a", "/aws/lambda/f s2 1767225602000 b"}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, diff)
		}
	}
}

// TestSet_Each_report_lines reads the line that Lambda writes at the end of a traced
// invocation, which is one event of two lines.
func TestSet_Each_report_lines(t *testing.T) {
	t.Parallel()
	const message = "REPORT RequestId: 910476e8\tDuration: 2.50 ms\t\nXRAY TraceId: 1-61f96332\tSampled: true\t"
	for name, content := range map[string]string{
		"export":   "2026-01-01T00:00:01.000Z " + message + "\n\n2026-01-01T00:00:02.000Z END\n",
		"detailed": "2026-01-01T00:00:01.000000+00:00 f " + message + "\n2026-01-01T00:00:02.000000+00:00 f END\n",
		"short":    "2026-01-01T00:00:01 " + message + "\n2026-01-01T00:00:02 END\n",
		"document": `{"events":[{"timestamp":1767225601000,"message":"REPORT RequestId: 910476e8\tDuration: 2.50 ms\t\nXRAY TraceId: 1-61f96332\tSampled: true\t"},{"timestamp":1767225602000,"message":"END"}]}`,
	} {
		want := []event{{"00:00:01.000", "f", message}, {"00:00:02.000", "f", "END"}}
		if diff := cmp.Diff(want, read(t, filepath.Join(folder(t, map[string]string{"f": content}), "f"))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// TestSet_Each_parts joins the pieces in which a container's runtime writes a long
// message, for each of its outputs.
func TestSet_Each_parts(t *testing.T) {
	t.Parallel()
	const cri = "2026-01-01T00:00:01Z stdout P {\"a\":\n2026-01-01T00:00:02Z stderr P x\n2026-01-01T00:00:03Z stdout F 1}\n2026-01-01T00:00:04Z stderr F y\n2026-01-01T00:00:05Z stdout P end\n"
	const docker = `{"log":"{\"a\":","stream":"stdout","time":"2026-01-01T00:00:01Z"}` + "\n" + `{"log":"x","stream":"stderr","time":"2026-01-01T00:00:02Z"}` + "\n" +
		`{"log":"1}\n","stream":"stdout","time":"2026-01-01T00:00:03Z"}` + "\n" + `{"log":"y\n","stream":"stderr","time":"2026-01-01T00:00:04Z"}` + "\n" + `{"log":"end","stream":"stdout","time":"2026-01-01T00:00:05Z"}`
	want := []event{{"00:00:01.000", "f", `{"a":1}`}, {"00:00:02.000", "f", "xy"}, {"00:00:05.000", "f", "end"}}
	for name, content := range map[string]string{"CRI": cri, "Docker": docker} {
		if diff := cmp.Diff(want, read(t, filepath.Join(folder(t, map[string]string{"f": content}), "f"))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

// TestSet_Each_reported reads files from reports of users of other programs.
func TestSet_Each_reported(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		content string
		want    []string
	}{
		"offsets of hours, and zones by name": {"2026-01-02 00:30:00.148 CET [14723] ERROR:  deadlock detected\n2026-01-02 00:30:00.149+01 [14723] LOG:  duration: 1.026 ms\n",
			[]string{"01 23:30:00.148", "01 23:30:00.149"}},
		"escapes in a time": {`{"timestamp":"2026-01-02T08:00:00Z","a":1}` + "\n" + `{"timestamp":"2026-01-02T21:00:00.123\u002B01:00","a":2}` + "\n" + `{"timestamp":"2026\/01\/02","a":3}`,
			[]string{"02 08:00:00.000", "02 20:00:00.123", "02 00:00:00.000"}},
		"blanks before the brace": {" {\"timestamp\":\"2026-01-02T08:00:00Z\"}\n\t{\"timestamp\":\"2026-01-02T20:00:00Z\"}\n", []string{"02 08:00:00.000", "02 20:00:00.000"}},
		"an escape in a name":     {`{"time\u0073tamp":"2026-01-02T08:00:00Z"}`, []string{"02 08:00:00.000"}},
		"Lambda's own JSON lines": {`{"timestamp":"2026-01-01T00:00:00Z","level":"INFO"}` + "\n" + `{"time":"2026-01-01T00:00:09.000Z","type":"platform.report","record":{"metrics":{}}}`,
			[]string{"01 00:00:00.000", "01 00:00:09.000"}},
	}
	for name, test := range tests {
		var got []string
		err := open(t, folder(t, map[string]string{"f": test.content})).Each(t.Context(), "", func(e *cwli.Event) error {
			got = append(got, utc(e.Timestamp).Format("02 15:04:05.000"))
			return nil
		})
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", name, err, diff)
		}
	}
}

// TestSet_Each_packed reads a file that is packed in each way.
func TestSet_Each_packed(t *testing.T) {
	t.Parallel()
	const text = "2026-01-01T00:00:01Z ä\n2026-01-01T00:00:02Z b\n"
	want := []event{{"00:00:01.000", "app.log", "2026-01-01T00:00:01Z ä"}, {"00:00:02.000", "app.log", "2026-01-01T00:00:02Z b"}}
	utf := []byte("\xff\xfe")
	for _, unit := range utf16.Encode([]rune(text)) {
		utf = append(utf, byte(unit), byte(unit>>8))
	}
	encoder, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	var zipFile bytes.Buffer
	w := zip.NewWriter(&zipFile)
	f, err := w.Create("logs/app.log")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write([]byte(text)) // into memory: it cannot fail
	_ = w.Close()
	for name, content := range map[string]string{
		"app.log": text, "app.log.gz": zipped(text), "app.log.zst": string(encoder.EncodeAll([]byte(text), nil)), "logs.zip": zipFile.String(),
	} {
		if diff := cmp.Diff(want, read(t, filepath.Join(folder(t, map[string]string{name: content}), name))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(want, read(t, filepath.Join(folder(t, map[string]string{"app.log": string(utf)}), "app.log"))); diff != "" {
		t.Errorf("UTF-16 (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want, read(t, archive(t, map[string]string{"logs/app.log": text, "._app.log": "x"}))); diff != "" {
		t.Errorf("tar.gz (-want +got)\n%s", diff)
	}
}
