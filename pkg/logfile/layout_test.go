package logfile_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// written is a file that a sample wrote, and the events that it must have.
type written struct {
	content string
	events  []event
}

var nepal = time.FixedZone("", 5*3600+45*60)

// file writes two events of a sample, from a second on.
func (s layoutSample) file(second int, zone *time.Location) written {
	var w written
	var texts []string
	for n := range 2 {
		at := time.Date(2026, 1, 1, 0, 0, second+n, 0, time.UTC)
		e := s.write(at.In(zone), second+n)
		texts = append(texts, e.text)
		stamp := at.Format("15:04:05.000")
		if s.name == "squid" {
			stamp = strings.Replace(stamp, ".000", ".250", 1)
		}
		w.events = append(w.events, event{stamp, e.stream, e.message})
	}
	if w.content = s.header + strings.Join(texts, "\n") + "\n"; s.whole != nil {
		w.content = s.whole(texts) + "\n"
	}
	return w
}

// after writes two events of a sample after those of another one, of which the last has a
// time. A document that is not at the start of a file is one event.
func (s layoutSample) after(other layoutSample, at string) written {
	w := s.file(3, time.UTC)
	if s.isTable && !other.isTable && !other.isConsole {
		w.events = asLines(w.content, at)
	}
	if !s.isDocument || other.isDocument {
		return w
	}
	w.events = nil
	for text := range strings.SplitSeq(strings.ReplaceAll(w.content, "}{", "}\x00{"), "\x00") {
		var onOneLine bytes.Buffer
		if text = strings.TrimSpace(text); strings.Contains(text, "\n") {
			_ = json.Compact(&onOneLine, []byte(text)) // it is valid
			text = onOneLine.String()
		}
		w.events = append(w.events, event{at, "f", text})
	}
	return w
}

// asLines returns an event for each line of a text.
func asLines(text, at string) (events []event) {
	for line := range strings.Lines(text) {
		events = append(events, event{at, "f", strings.TrimSuffix(line, "\n")})
	}
	return events
}

// joined writes two events of a sample and two of another one after it. A document, and
// an object on several lines, is a part of the message if events go on up to the next one. So
// is a table, up to a line with a time.
func joined(a, b layoutSample) written {
	first := a.file(1, time.UTC)
	second := b.after(a, first.events[1].At)
	all := written{first.content + second.content, slices.Concat(first.events, second.events)}
	within := second.content
	if a.goesOn && b.isConsole {
		within, second.events = b.header, nil
		for n := range 2 {
			at := time.Date(2026, 1, 1, 0, 0, 3+n, 0, time.UTC)
			second.events = append(second.events, asLines(b.write(at, 3+n).text, at.Format("15:04:05.000"))...)
		}
	}
	if a.goesOn && (b.isDocument || b.isTable || b.isConsole || b.name == "printed objects") {
		text := first.content[strings.LastIndex(first.content, a.write(time.Date(2026, 1, 1, 0, 0, 2, 0, time.UTC), 2).text):]
		if raw := strings.Index(text, "{\n"); raw >= 0 { // it is not JSON any more, so it stays as it was printed
			first.events[1].Message = strings.TrimSuffix(text[raw:], "\n")
		}
		first.events[1].Message += "\n" + strings.TrimSpace(within)
		if all.events = first.events; b.isConsole {
			all.events = append(all.events, second.events...)
		}
	}
	return all
}

// variant is a change of a file. It reports false if a sample cannot have it.
type variant struct {
	name   string
	change func(s layoutSample) (content string, want []event, refused bool, ok bool)
}

// jsonLine and textLine are lines of other layouts.
var (
	jsonLine = layoutSample{write: func(at time.Time, n int) sampled {
		text := at.Format(`{"timestamp":"2006-01-02T15:04:05Z","mixed":1}`)
		return sampled{text, "f", text}
	}}
	textLine = layoutSample{write: func(at time.Time, n int) sampled {
		text := at.Format("2006-01-02 15:04:05,000 INFO mixed")
		return sampled{text, "f", text}
	}}
)

func mixedWith(other layoutSample) func(s layoutSample) (string, []event, bool, bool) {
	return func(s layoutSample) (string, []event, bool, bool) {
		a, c := other.file(1, time.UTC), other.file(5, time.UTC)
		b := s.after(other, a.events[1].At)
		return a.content + b.content + c.content, slices.Concat(a.events, b.events, c.events), false, true
	}
}

func same(change func(string) string) func(s layoutSample) (string, []event, bool, bool) {
	return func(s layoutSample) (string, []event, bool, bool) {
		w := s.file(1, time.UTC)
		return change(w.content), w.events, false, true
	}
}

var variants = []variant{
	{"plain", same(func(s string) string { return s })},
	{"byte order mark", same(func(s string) string { return "\xef\xbb\xbf" + s })},
	{"CRLF", same(func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") })},
	{"gzip", same(zipped)},
	{"without the last line end", same(func(s string) string { return strings.TrimSuffix(s, "\n") })},
	{"cut in mid-line", cutOff},
	{"mixed with JSON", mixedWith(jsonLine)},
	{"mixed with text", mixedWith(textLine)},
	{"zone +05:45", func(s layoutSample) (string, []event, bool, bool) {
		w := s.file(1, nepal)
		return w.content, w.events, false, s.zoned
	}},
}

// cutOff takes the last bytes of a file away.
func cutOff(s layoutSample) (string, []event, bool, bool) {
	const missing = 5
	w := s.file(1, time.UTC)
	content := strings.TrimSuffix(w.content, "\n")
	content = content[:len(content)-missing]
	last := &w.events[1]
	switch s.cut {
	case refused:
		return content, nil, true, true
	case shorter:
		last.Message = last.Message[:len(last.Message)-missing]
		return content, w.events, false, true
	}
	if s.name == "sam logs" { // likewise
		last.Message = content[strings.LastIndex(content, "000000 {")+len("000000 "):]
		return content, w.events, false, true
	}
	switch s.name {
	case "CSV":
		last.Message = strings.Replace(last.Message, `,"msg":"a, b"`, "", 1)
		return content, w.events, false, true
	case "TSV":
		last.Message = strings.Replace(last.Message, "text, text", "text, ", 1)
		return content, w.events, false, true
	case "CSV of a query's rows":
		last.Message = last.Message[:len(last.Message)-missing+len(`"`)]
		return content, w.events, false, true
	case "printed objects":
		last.Message = strings.TrimSpace(content[strings.LastIndex(content, "\n{\n"):])
		return content, w.events, false, true
	case "objects without line ends":
		last.Message = content[strings.LastIndex(content, "{"):]
		return content, w.events, false, true
	}
	last.Message = content[strings.LastIndex(content[:len(content)-1], "\n")+1:]
	if strings.Contains(s.name, "--format json") { // the text is not JSON any more, so it stays as it was printed
		last.Message = content[strings.LastIndex(content, " s \n")+len(" s \n"):]
		return content, w.events, false, true
	}
	if last.Stream = "f"; s.cut == undated {
		last.At = w.events[0].At
	}
	return content, w.events, false, true
}

func allSamples() []layoutSample {
	return slices.Concat(stampedSamples, closed(jsonSamples), unwrapped, documents)
}

// TestOptions_Open_joined reads each layout joined to each other one, from standard input.
func TestOptions_Open_joined(t *testing.T) {
	t.Parallel()
	for _, a := range allSamples() {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			for _, b := range allSamples() {
				want := joined(a, b)
				got, err := readStdin(t, want.content)
				if diff := cmp.Diff(want.events, got); diff != "" || err != nil {
					t.Errorf("and %s: %v (-want +got)\n%s", b.name, err, diff)
				}
			}
		})
	}
}

// byLine reads a text line by line, so that each line overwrites the one before in the
// buffers of its readers.
type byLine struct{ rest string }

func (r *byLine) Read(p []byte) (int, error) {
	if r.rest == "" {
		return 0, io.EOF
	}
	n := copy(p, r.rest[:max(1, strings.IndexByte(r.rest, '\n')+1)])
	r.rest = r.rest[n:]
	return n, nil
}

// readStdin reads standard input as a file f would be read.
func readStdin(t *testing.T, content string) (events []event, err error) {
	t.Helper()
	o := logfile.Options{Stdin: &byLine{content}, Now: time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)}
	set, err := o.Open("-")
	if err != nil {
		return nil, err
	}
	err = set.Each(t.Context(), "", func(e *cwli.Event) error {
		stream := e.Stream
		if stream == "-" {
			stream = "f"
		}
		events = append(events, event{utc(e.Timestamp).Format("15:04:05.000"), stream, string(e.Message)})
		return nil
	})
	return events, err
}

// TestSet_Each_cut_lines reads lines of JSON that are cut off between two members.
func TestSet_Each_cut_lines(t *testing.T) {
	t.Parallel()
	var content strings.Builder
	var want []event
	for n := range 300 { // more than is looked at before the first line is read
		at := time.Date(2026, 1, 1, 0, 0, n, 0, time.UTC)
		text := at.Format(`{"time":"2006-01-02T15:04:05Z","pad":"`) + strings.Repeat("x", 7*n) + `","a":{"b":`
		want = append(want, event{at.Format("15:04:05.000"), "f", text})
		content.WriteString(text + "\n")
	}
	got, err := readStdin(t, content.String())
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}

// TestOpen_every_layout reads a file of each layout in each variant: it must have exactly
// its events, or be refused.
func TestOpen_every_layout(t *testing.T) {
	t.Parallel()
	files := 0
	for _, s := range allSamples() {
		for _, v := range variants {
			content, want, isRefused, ok := v.change(s)
			if !ok {
				continue
			}
			files++
			t.Run(s.name+"/"+v.name, func(t *testing.T) {
				t.Parallel()
				checkFile(t, content, want, isRefused)
			})
		}
	}
	if t.Logf("%d files", files); files < 200 {
		t.Errorf("%d files, want 200", files)
	}
}

func checkFile(t *testing.T, content string, want []event, isRefused bool) {
	t.Helper()
	path := filepath.Join(folder(t, map[string]string{"f": content}), "f")
	changed := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC) // decides on the year of times without one
	if err := os.Chtimes(path, changed, changed); err != nil {
		t.Fatal(err)
	}
	var got []event
	err := open(t, path).Each(t.Context(), "", func(e *cwli.Event) error {
		got = append(got, event{time.UnixMilli(e.Timestamp).UTC().Format("15:04:05.000"), e.Stream, string(e.Message)})
		return nil
	})
	if isRefused {
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("Each = %v, want an error that names the file", err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s\n%s", err, diff, content)
	}
}
