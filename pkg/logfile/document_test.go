package logfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

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
	tests = append(tests, recordsTests()...)
	tests = append(tests, batchTests()...)
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

// recordsTests reads Records at the start of a file: those of CloudTrail are events, and
// those that a function has received and logged are one.
func recordsTests() []fileTest {
	const first, second = `{"eventTime":"2026-01-01T09:00:00Z"%s}`, `{"eventTime":"2026-01-01T09:00:01Z"}`
	const s3, trail = `,"eventSource":"aws:s3"`, `,"eventSource":"s3.amazonaws.com"`
	records := func(source string) string {
		return `{"Records":[` + fmt.Sprintf(first, source) + "," + second + "]}"
	}
	apart := func(source string) []string {
		return []string{"09:00:00.000 " + fmt.Sprintf(first, source), "09:00:01.000 " + second}
	}
	const object = `{"time":"2026-01-01T10:00:00Z"}`
	return []fileTest{
		{"a notification and text", records(s3) + "\n" + startLine + "\n", []string{"10:00:00.000 " + records(s3), "10:00:00.000 " + startLine}, ""},
		{"a notification and JSON", records(s3) + "\n" + object + "\n", []string{"10:00:00.000 " + records(s3), "10:00:00.000 " + object}, ""},
		{"a notification and printed JSON", records(s3) + "\n{\n  \"time\": \"2026-01-01T10:00:00Z\"\n}\n", []string{"10:00:00.000 " + records(s3), "10:00:00.000 " + object}, ""},
		{"two notifications and text", records(s3) + "\n" + records(s3) + "\n" + startLine + "\n", []string{"10:00:00.000 " + records(s3), "10:00:00.000 " + records(s3), "10:00:00.000 " + startLine}, ""},
		{"notifications alone", records(s3) + "\n" + records(s3) + "\n", slices.Concat(apart(s3), apart(s3)), ""},
		{"a notification between lines", between(records(s3)), betweenWant(records(s3)), ""},
		{"Records and text", records("") + "\n" + startLine + "\n", []string{"10:00:00.000 " + records(""), "10:00:00.000 " + startLine}, holdsEvents},
		{"Records alone", records("") + "\n" + records(""), slices.Concat(apart(""), apart("")), ""},
		{"Records of CloudTrail and text", records(trail) + "\n" + startLine + "\n", append(apart(trail), "10:00:00.000 "+startLine), ""},
	}
}

// batchTests reads lines that are lists of objects with times: after lines of JSON they are
// taken apart.
func batchTests() []fileTest {
	const object, list, other = `{"time":"2026-01-01T10:00:00Z"}`, `[{"time":"2026-01-01T11:00:00Z"}, {"time":"2026-01-01T11:00:01Z"}]`, `[{"time":"2026-01-01T11:00:00Z"},1]`
	apart := []string{`11:00:00.000 {"time":"2026-01-01T11:00:00Z"}`, `11:00:01.000 {"time":"2026-01-01T11:00:01Z"}`}
	return []fileTest{
		{"lists after an object", object + "\n" + list + "\n  " + list + "\n", slices.Concat([]string{"10:00:00.000 " + object}, apart, apart), ""},
		{"lists around an object", list + "\n" + object + "\n\n" + list + "\n", slices.Concat(apart, []string{"10:00:00.000 " + object}, apart), ""},
		{"a list after an object without a time", `{"a":1}` + "\n" + list + "\n", slices.Concat([]string{`11:00:00.000 {"a":1}`}, apart), ""},
		{"a list after an object and text", object + "\n" + startLine + "\n" + list + "\n", []string{"10:00:00.000 " + object, "10:00:00.000 " + startLine, "10:00:00.000 " + list}, holdsEvents},
		{"a list of other members", object + "\n" + other + "\n", []string{"10:00:00.000 " + object, "10:00:00.000 " + other}, holdsEvents},
		{"a printed list", object + "\n[\n  " + object + "\n]\n", []string{"10:00:00.000 " + object, "10:00:00.000 [" + object + "]"}, holdsEvents},
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

// TestSet_Each_places checks the line and the sentence of errors of documents and of
// events of several lines.
func TestSet_Each_places(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ content, want string }{
		"a payload whose names come late": {`{"logEvents":[` + strings.Repeat(`{"id":"1","timestamp":1767225600000,"message":"`+strings.Repeat("x", 1<<17)+`"},`, 65) + `{}],"logGroup":"g","logStream":"s","messageType":"DATA_MESSAGE"}`,
			"invalid payload: its logEvents have more than 8388608 bytes and are before messageType, logGroup or logStream: write these first, as with jq"},
		"a page in seconds":              {`{"events":[{"timestamp":1767268800,"message":"x"}]}`, "this is a list of events whose timestamp is not a number of milliseconds"},
		"a page with another in seconds": {`{"events":[{"timestamp":1767225601000,"message":"x"},` + "\n" + `{"timestamp":1767268800,"message":"x"}]}`, "f:2: invalid event"},
		"a long result":                  {`{"results":[[{"field":"@message","value":"` + strings.Repeat("x", 1<<17) + `"}]],"statistics":{},"status":"Complete"}`, "no line in the first"},
		"a long event of a function":     {`{"awslogs":{"data":"` + strings.Repeat("x", 1<<17) + `"}}` + "\n", "this is the event of a Lambda function"},
		"texts for a long time":          {"[\n" + strings.Repeat("  \"a text\",\n", 1<<20) + "  \"a\"\n]\n", "this is a list of texts"},
		"a page after a line":            {"$ aws logs get-log-events\n" + `{"events":[{"timestamp":1767225601000,"message":"x"}]}`, "has a time: line 2 begins a document of events, which is read at the start of a file only"},
		"the rest of a page":             {`vents":[{"timestamp":1767261600000,"message":"a"}],"nextForwardToken":"x"}`, "f:1: invalid log file: this is the rest of a JSON document"},
		"the rest of payloads":           {`e":"a\""}]}{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","timestamp":1767261600000,"message":"a"}]}` + "\n", "f:1: invalid log file: this is the rest of a JSON document"},
		"text with a brace":              {`got "a": b}` + "\nx\n", "f:1: no line in the first"},
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
