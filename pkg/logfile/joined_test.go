package logfile_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

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
