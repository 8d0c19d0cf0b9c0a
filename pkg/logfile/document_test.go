package logfile_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// fileTest is a file, its events with their times, and a part of its report.
type fileTest struct {
	name, content string
	want          []string
	note          string
}

func runFileTests(t *testing.T, o logfile.Options, tests []fileTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(folder(t, map[string]string{"f": test.content}), "f")
			got, reports, err := readWith(t, o, path)
			if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
				t.Fatalf("%v (-want +got)\n%s", err, diff)
			}
			if !strings.Contains(reports[0].String(), test.note) || test.note == "" && len(reports[0].Notes()) > 0 {
				t.Errorf("%s, want … %s", reports[0], test.note)
			}
		})
	}
}

const (
	startLine   = "2026-01-01T10:00:00Z start"
	endLine     = "2026-01-01T10:00:01Z end"
	holdsEvents = "1 line holds events of its own and is read as one event; put it into a file of its own"
)

// between puts lines between a first and a last one.
func between(lines ...string) string {
	return startLine + "\n" + strings.Join(lines, "\n") + "\n" + endLine + "\n"
}

// betweenWant are the events of between: each of the texts is one, with the time before.
func betweenWant(texts ...string) []string {
	all := []string{"10:00:00.000 " + startLine}
	for _, text := range texts {
		all = append(all, "10:00:00.000 "+text)
	}
	return append(all, "10:00:01.000 "+endLine)
}

// TestSet_Each_logged_documents reads documents that a program has logged: each is one
// event, or a part of one.
func TestSet_Each_logged_documents(t *testing.T) {
	t.Parallel()
	tests := []fileTest{
		{"an event of SQS in an export", "2026-01-01T10:00:00.100Z EVENT: \n{\n  \"Records\": [\n    {\n      \"messageId\": \"1\"\n    },\n    {\n      \"messageId\": \"2\"\n    }\n  ]\n}\n2026-01-01T10:00:00.200Z END\n",
			[]string{"10:00:00.100 EVENT: \n{\n  \"Records\": [\n    {\n      \"messageId\": \"1\"\n    },\n    {\n      \"messageId\": \"2\"\n    }\n  ]\n}", "10:00:00.200 END"}, ""},
		{"an event with a time in an export", "2026-01-01T10:00:00.100Z EVENT: \n{\n  \"time\": \"2026-01-01T09:00:00Z\"\n}\n2026-01-01T10:00:00.200Z END\n",
			[]string{"10:00:00.100 EVENT: \n{\n  \"time\": \"2026-01-01T09:00:00Z\"\n}", "10:00:00.200 END"}, ""},
		{"objects with times, not indented, in a list in an export", "2026-01-01T10:00:00.100Z got\n[\n{\"time\":\"2026-01-01T09:00:00Z\"},\n{\"time\":\"2026-01-01T09:00:00Z\"}\n]\n2026-01-01T10:00:00.200Z END\n",
			[]string{"10:00:00.100 got\n[\n{\"time\":\"2026-01-01T09:00:00Z\"},\n{\"time\":\"2026-01-01T09:00:00Z\"}\n]", "10:00:00.200 END"}, holdsEvents},
		{"empty documents in an export", "2026-01-01T10:00:00.100Z got\n[]\n{\"events\":[]}\nx\n", []string{"10:00:00.100 got\n[]\n{\"events\":[]}\nx"}, ""},
		{"a list of texts in an export", "2026-01-01T10:00:00.100Z got\n[\"a\"]\n", []string{"10:00:00.100 got\n[\"a\"]"}, ""},
		{"a line with a time in an export", "2026-01-01T10:00:00.100Z got\n{\"time\":\"2026-01-01T10:00:00.150Z\"}\n",
			[]string{"10:00:00.100 got", `10:00:00.150 {"time":"2026-01-01T10:00:00.150Z"}`}, "several layouts"},
		{"several in the middle", between(`[{"time":"2026-01-01T09:00:00Z"}]`, `{"Records":[{"eventTime":"2026-01-01T09:00:00Z"}]}`),
			betweenWant(`[{"time":"2026-01-01T09:00:00Z"}]`, `{"Records":[{"eventTime":"2026-01-01T09:00:00Z"}]}`), "2 lines hold events of their own and are read as one event each; put them into files of their own"},
		{"at the start, of records without times", `{"Records":[{"messageId":"1"},{"messageId":"2"}]}` + "\n" + startLine + "\n",
			[]string{`10:00:00.000 {"Records":[{"messageId":"1"},{"messageId":"2"}]}`, "10:00:00.000 " + startLine}, ""},
		{"at the start, of nothing", "[]\n{\"events\":[]}\n" + startLine + "\n", []string{"10:00:00.000 []", `10:00:00.000 {"events":[]}`, "10:00:00.000 " + startLine}, ""},
		{"at the start, of texts", "[\"a\",\"b\"]\n" + startLine + "\n", []string{`10:00:00.000 ["a","b"]`, "10:00:00.000 " + startLine}, ""},
		{"at the start, of texts on several lines", "[\n  \"a\"\n]\n" + startLine + "\n", []string{`10:00:00.000 ["a"]`, "10:00:00.000 " + startLine}, ""},
		{"a page with text after it", `{"events":[{"timestamp":1767261600000,"message":"a"}]}` + "\n" + endLine + "\n", []string{"10:00:00.000 a", "10:00:01.000 " + endLine}, "several layouts"},
		{"the blanks before the first line", "  x\n" + startLine + "\n", []string{"10:00:00.000   x", "10:00:00.000 " + startLine}, ""},
	}
	for _, text := range []string{
		`{"Records":[{"messageId":"1"},{"messageId":"2"},{"messageId":"3"}]}`, `[]`, `{"Records":[]}`, `{"events":[]}`, `{"when":"2026-01-01T10:00:00Z","events":[]}`,
		`{"level":"info","events":[],"n":1}`, `[{"id":1},{"id":2},{"id":3}]`, `["a","b"]`, `["retry",3]`, `{"results":[{"id":1}],"status":"ok"}`, `{"awslogs":{"data":"H4sI"}}`,
		`[ERROR] x`, `["a"] x`, `{"a":1} x`, `{"a":1}]`, `{"a":1} {"b":2}`, `{"Records":`, `[`, `{`,
	} {
		tests = append(tests, fileTest{"between lines: " + text, between(text), betweenWant(text), ""})
	}
	for _, text := range []string{`{"events":[{"timestamp":1767225601000,"message":"a"}]}`, `{"logEvents":[{"id":"1","timestamp":1767225601000,"message":"a"}],"logStream":"s"}`,
		`[{"time":"2026-01-01T00:00:00Z"},{"time":"2026-01-01T00:00:00Z"}]`, `{"Records":[{"eventTime":"2026-01-01T00:00:00Z"}]}`} {
		tests = append(tests, fileTest{"between lines, with times: " + text, between(text), betweenWant(text), holdsEvents})
	}
	runFileTests(t, logfile.Options{}, tests)
}

// TestSet_Each_printed reads JSON, and what looks like JSON, on several lines.
func TestSet_Each_printed(t *testing.T) {
	t.Parallel()
	runFileTests(t, logfile.Options{}, []fileTest{
		{"an object", between("{", `  "a": [`, "    1", "  ]", "}"), betweenWant(`{"a":[1]}`), ""},
		{"a list", between("[", `  {`, `    "id": 1`, "  }", "]"), betweenWant(`[{"id":1}]`), ""},
		{"objects without a line end between them", between("{", ` "a": 1`, "}{", ` "a": 2`, "}"), betweenWant(`{"a":1}`, `{"a":2}`), ""},
		{"what util.inspect prints", between("{", "  level: 'info'", "}"), betweenWant("{", "  level: 'info'", "}"), ""},
		{"what has no end", between("{", "  foo [ bar"), betweenWant("{", "  foo [ bar"), ""},
		{"an object that is cut", between(`{`, `  "a": [`), betweenWant("{", `  "a": [`), ""},
		{"an object with text after it", between("{", `  "a": 1`, "} x"), betweenWant("{", `  "a": 1`, "} x"), ""},
		{"an object that the end of the file cuts", startLine + "\n{\n  \"a\": 1,\n  \"b\"", []string{"10:00:00.000 " + startLine, "10:00:00.000 {\n  \"a\": 1,\n  \"b\""}, "1 event cut off before its end"},
	})
}

func TestSet_Each_printed_too_long(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"f": startLine + "\n[\n" + strings.Repeat("  1,\n", 1<<18)})
	err := open(t, root).Each(t.Context(), "", func(*cwli.Event) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "f:2: the JSON that begins here has more than 1048576 bytes") {
		t.Errorf("Each = %v, want an error at the first line", err)
	}
}

// TestSet_Each_joined_objects reads lines with several objects.
func TestSet_Each_joined_objects(t *testing.T) {
	t.Parallel()
	const a, b, none = `{"time":"2026-01-01T00:00:00Z","n":1}`, `{"time":"2026-01-01T00:00:01Z","n":2}`, `{"n":3}`
	tests := []fileTest{
		{"a line that is cut after the first", a + b + "\n" + `{"time":"2026-01-01T00:00:29Z","c":5` + "\n" + b,
			[]string{"00:00:00.000 " + a, "00:00:01.000 " + b, `00:00:29.000 {"time":"2026-01-01T00:00:29Z","c":5`, "00:00:01.000 " + b}, "1 event cut off before its end"},
		{"other lines after the first", a + b + "\n" + b + "]\n" + b + " x\n", []string{"00:00:00.000 " + a, "00:00:01.000 " + b, "00:00:01.000 " + b + "]", "00:00:01.000 " + b + " x"}, ""},
	}
	for place, before := range map[string]string{"first": "", "later": none + "\n"} {
		for name, test := range map[string]fileTest{
			"without a blank":     {content: a + none + b, want: []string{"00:00:00.000 " + a, "00:00:00.000 " + none, "00:00:01.000 " + b}},
			"with blanks":         {content: a + " " + b + "\t" + b, want: []string{"00:00:00.000 " + a, "00:00:01.000 " + b, "00:00:01.000 " + b}},
			"the last is cut":     {content: a + b + `{"time":"2026-01-01T00:00:02Z","n`, want: []string{"00:00:00.000 " + a, "00:00:01.000 " + b, `00:00:02.000 {"time":"2026-01-01T00:00:02Z","n`}, note: "1 event cut off before its end"},
			"text after":          {content: a + b + " x", want: []string{"00:00:00.000 " + a, "00:00:01.000 " + b, "00:00:01.000 x"}},
			"objects of an event": {content: a + " " + none, want: []string{"00:00:00.000 " + a + " " + none}},
			"a document":          {content: a + `{"events":[{"timestamp":1767225601000,"message":"a"}]}`, want: []string{"00:00:00.000 " + a, `00:00:00.000 {"events":[{"timestamp":1767225601000,"message":"a"}]}`}, note: holdsEvents},
		} {
			test.name, test.content = name+", "+place, before+test.content+"\n"+a+"\n"
			test.want = append(test.want, "00:00:00.000 "+a)
			if before != "" {
				test.want = append([]string{"00:00:00.000 " + none}, test.want...)
			}
			tests = append(tests, test)
		}
	}
	runFileTests(t, logfile.Options{}, tests)
}

// TestSet_Each_joined_objects_long reads a line of objects that is longer than memory.
func TestSet_Each_joined_objects_long(t *testing.T) {
	t.Parallel()
	const objects = 10 << 10
	object := `{"time":"2026-01-01T00:00:00Z","pad":"` + strings.Repeat("x", 1<<10) + `"}`
	if got := len(read(t, folder(t, map[string]string{"f": strings.Repeat(object, objects) + "\n" + object}))); got != objects+1 {
		t.Errorf("%d events, want %d", got, objects+1)
	}
}

// TestOptions_Open_time_field_of_documents reads documents when the field of the time is
// given: it is that of the object of the line.
func TestOptions_Open_time_field_of_documents(t *testing.T) {
	t.Parallel()
	var tests []fileTest
	for _, object := range []string{`{"at":"2026-01-01T10:00:00Z","events":[{"timestamp":1767268800000,"message":"a"},{"timestamp":1767268800000,"message":"b"}]}`,
		`{"at":"2026-01-01T10:00:00Z","results":[{"id":1}],"status":"ok"}`, `{"at":"2026-01-01T10:00:00Z","events":[{"message":"a"}]}`} {
		tests = append(tests, fileTest{name: object, content: object, want: []string{"10:00:00.000 " + object}})
	}
	tests = append(tests, fileTest{name: "a list", content: `[{"at":"2026-01-01T10:00:00Z"},{"at":"2026-01-01T10:00:01Z"}]`,
		want: []string{`10:00:00.000 {"at":"2026-01-01T10:00:00Z"}`, `10:00:01.000 {"at":"2026-01-01T10:00:01Z"}`}})
	runFileTests(t, logfile.Options{TimeField: "at"}, tests)
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

// TestSet_Each_text_sequence reads what journalctl -o json-seq and jq --seq write (RFC 7464).
func TestSet_Each_text_sequence(t *testing.T) {
	t.Parallel()
	const first, second = `{"time":"2026-01-01T10:00:00Z","a":1}`, `{"time":"2026-01-01T12:00:00Z","a":2}`
	want := []string{"10:00:00.000 " + first, "12:00:00.000 " + second}
	runFileTests(t, logfile.Options{}, []fileTest{
		{"lines", "\x1e" + first + "\n\x1e" + second + "\n", want, ""},
		{"printed", "\x1e{\n  \"time\": \"2026-01-01T10:00:00Z\",\n  \"a\": 1\n}\n\x1e" + second + "\n", want, ""},
	})
}

// TestSet_Each_rows reads the rows of a query that the console downloads as JSON.
func TestSet_Each_rows(t *testing.T) {
	t.Parallel()
	const row = `{"@timestamp":"2026-01-01 10:00:00.000","@message":"REPORT RequestId: a\tDuration: 2.50 ms\t\n","@logStream":"s","@log":"123456789012:/aws/lambda/f","@ptr":"x"}`
	const structured = `{"@timestamp":"2026-01-01 10:00:01.000","@message":{"level":"info"}}`
	const ecs, selected = `{"@timestamp":"2026-01-01T10:00:02.000Z","@message":"a"}`, `{"@timestamp":"2026-01-01 10:00:03.000","@message":"a","level":"info"}`
	want := []string{"10:00:00.000 REPORT RequestId: a\tDuration: 2.50 ms\t\n", `10:00:01.000 {"level":"info"}`, "10:00:02.000 " + ecs, "10:00:03.000 " + selected}
	all := []string{row, structured, ecs, selected}
	runFileTests(t, logfile.Options{}, []fileTest{
		{"a list", "[" + strings.Join(all, ",") + "]", want, "rows of the console, time in `@timestamp`: 2 events"},
		{"lines", strings.Join(all, "\n"), want, "rows of the console, time in `@timestamp`: 2 events"},
	})
	err := open(t, folder(t, map[string]string{"f": row})).Each(t.Context(), "", func(e *cwli.Event) error {
		if e.Stream != "s" || e.Group != "/aws/lambda/f" {
			t.Errorf("stream %q, group %q", e.Stream, e.Group)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSet_Each_known_shapes reads lines of one shape: each has the time that it has alone.
func TestSet_Each_known_shapes(t *testing.T) {
	t.Parallel()
	var members strings.Builder
	for i := range 210 {
		fmt.Fprintf(&members, `"k%d":1,`, i)
	}
	for name, lines := range map[string][]string{
		"a time after 200 leaves": {`{"time":"2026-01-01T00:00:01Z",` + members.String() + `"@timestamp":"2026-02-02T00:00:00Z"}`,
			`{"time":"2026-01-01T00:00:02Z",` + members.String() + `"@timestamp":"2026-02-02T00:00:01Z"}`, `{"time":"2026-01-01T00:00:03Z",` + members.String() + `"@timestamp":"2026-02-02T00:00:02Z"}`},
		"a flat name": {`{"time":"2026-01-01T00:00:00Z","_aws.Timestamp":1767225660000,"k":1}`, `{"time":"2026-01-01T00:00:02Z","_aws.Timestamp":1767225661000,"k":1}`, `{"time":"2026-01-01T00:00:03Z","_aws.Timestamp":1767225662000,"k":1}`,
			`{"time":null,"_aws.Timestamp":1767225663000,"k":1}`},
		"the same name twice": {`{"_aws":{"x":1},"_aws":{"Timestamp":1767225660000},"time":"2026-01-01T00:00:01Z","k":1}`, `{"_aws":{"x":2},"_aws":{"Timestamp":1767225661000},"time":"2026-01-01T00:00:02Z","k":1}`},
	} {
		together := read(t, folder(t, map[string]string{"f": strings.Join(lines, "\n")}))
		var alone []event
		for i, line := range lines {
			if i > 0 { // a line without a time has that of the line before
				line = strings.Replace(line, "null", `"2026-01-01T`+alone[i-1].At+`Z"`, 1)
			}
			one := read(t, folder(t, map[string]string{"f": line}))
			one[0].Message = lines[i]
			alone = append(alone, one...)
		}
		if diff := cmp.Diff(alone, together); diff != "" {
			t.Errorf("%s (-alone +together)\n%s", name, diff)
		}
	}
}

// TestSet_Each_places checks the line and the sentence of errors of documents and of
// events of several lines.
func TestSet_Each_places(t *testing.T) {
	t.Parallel()
	long := strings.Repeat(strings.Repeat("x", 1000)+"\n", 1100)
	tests := map[string]struct{ content, want string }{
		"a long event":   {"2026-01-01T10:00:00.000Z a\n2026-01-01T10:00:01.000Z b\n" + long + "2026-01-01T10:00:02.000Z c\n", "f:2: invalid message of"},
		"a longer event": {"2026-01-01T10:00:00.000Z a\n2026-01-01T10:00:01.000Z b\n" + strings.Repeat(long, 8) + "2026-01-01T10:00:02.000Z c\n", "f:2: invalid line or message"},
		"pieces":         {startLine + "\n" + strings.Repeat("2026-01-01T10:00:00Z stdout P "+strings.Repeat("x", 1<<17)+"\n", 9), "f:2: invalid message of"},
		"a payload whose names come late": {`{"logEvents":[` + strings.Repeat(`{"id":"1","timestamp":1767225600000,"message":"`+strings.Repeat("x", 1<<17)+`"},`, 65) + `{}],"logGroup":"g","logStream":"s","messageType":"DATA_MESSAGE"}`,
			"invalid payload: its logEvents have more than 8388608 bytes and are before messageType, logGroup or logStream: write these first, as with jq"},
		"a page in seconds":              {`{"events":[{"timestamp":1767268800,"message":"x"}]}`, "this is a list of events whose timestamp is not a number of milliseconds"},
		"a page with another in seconds": {`{"events":[{"timestamp":1767225601000,"message":"x"},` + "\n" + `{"timestamp":1767268800,"message":"x"}]}`, "f:2: invalid event"},
		"a long result":                  {`{"results":[[{"field":"@message","value":"` + strings.Repeat("x", 1<<17) + `"}]],"statistics":{},"status":"Complete"}`, "no line in the first"},
		"a long event of a function":     {`{"awslogs":{"data":"` + strings.Repeat("x", 1<<17) + `"}}` + "\n", "this is the event of a Lambda function"},
		"texts for a long time":          {"[\n" + strings.Repeat("  \"a text\",\n", 1<<20) + "  \"a\"\n]\n", "this is a list of texts"},
		"a page after a line":            {"$ aws logs get-log-events\n" + `{"events":[{"timestamp":1767225601000,"message":"x"}]}`, "has a time: line 2 begins a document of events, which is read at the start of a file only"},
		"the rest of a document":         {"1\n    ]\n}\n", "f:1: invalid log file: this is the rest of a JSON document"},
		"other elements":                 {`[{"time":"2026-01-01T00:00:00Z"},` + "\n" + `"x"]`, `f:2: invalid "\"" in a list of objects`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := open(t, folder(t, map[string]string{"f": test.content})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Each = %v, want … %s", err, test.want)
			}
		})
	}
}

// TestSet_Each_long_document reads a document without log events that is long, in a log.
func TestSet_Each_long_document(t *testing.T) {
	t.Parallel()
	list := `["` + strings.Repeat("x", 1<<17) + `"]`
	runFileTests(t, logfile.Options{}, []fileTest{{"a list", list + "\n" + startLine + "\n", []string{"10:00:00.000 " + list, "10:00:00.000 " + startLine}, ""}})
}

// TestSet_Each_front_of_JSON reads files that begin within printed JSON.
func TestSet_Each_front_of_JSON(t *testing.T) {
	t.Parallel()
	const object, note = `{"eventTime":"2026-01-01T10:00:00Z","n":1}`, "1 event cut off at the front, with the time of the next one"
	runFileTests(t, logfile.Options{}, []fileTest{
		{"a document and a line", " \"x\"}\n    ]\n}\n" + object + "\n", []string{"10:00:00.000  \"x\"}\n    ]\n}", "10:00:00.000 " + object}, note},
		{"printed objects", "lue\",\n  \"n\": 0\n}\n{\n  \"time\": \"2026-01-01T10:00:00Z\"\n}\n", []string{"10:00:00.000 lue\",\n  \"n\": 0\n}", `10:00:00.000 {"time":"2026-01-01T10:00:00Z"}`}, note},
		{"no JSON", "  level: 'info'\n}\n" + startLine + "\n", []string{"10:00:00.000   level: 'info'", "10:00:00.000 }", "10:00:00.000 " + startLine}, ""},
		{"a line with a time", startLine + "\n  \"a\"\n}\n", []string{"10:00:00.000 " + startLine, "10:00:00.000   \"a\"", "10:00:00.000 }"}, ""},
	})
	var trail strings.Builder
	for range 1000 {
		trail.WriteString("    {\n      \"eventTime\": \"2026-01-01T10:00:00Z\",\n      \"n\": 1\n    },\n")
	}
	for name, records := range map[string]string{"short": trail.String()[500:1000], "long": trail.String()[20:]} {
		err := open(t, folder(t, map[string]string{"f": records + "    {\n    }\n  ]\n}\n"})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), "this is the rest of a JSON document whose start is missing: export it again") {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

// TestSet_Each_open_parts checks the note on a message of a container without its end.
func TestSet_Each_open_parts(t *testing.T) {
	t.Parallel()
	runFileTests(t, logfile.Options{}, []fileTest{{"CRI", "2026-01-01T10:00:00Z stdout P a", []string{"10:00:00.000 a"}, "1 event cut off before its end"}})
}
