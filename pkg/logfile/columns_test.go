package logfile_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_columns reads files with headers of columns, and lines that only look like
// one.
func TestSet_Each_columns(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		content string
		want    []event
	}{
		"directives without columns, in text": {"2026-01-01T00:00:01Z a\n#Date: x\n#Version: y\n#Remark: z\n", []event{
			{"00:00:01.000", "f", "2026-01-01T00:00:01Z a"}, {"00:00:01.000", "f", "#Date: x"}, {"00:00:01.000", "f", "#Version: y"}, {"00:00:01.000", "f", "#Remark: z"}}},
		"directives without columns, in an export": {"2026-01-01T00:00:01.000Z doc:\n#Date: x\n#Version: y\nz\n2026-01-01T00:00:02.000Z end\n", []event{
			{"00:00:01.000", "f", "doc:\n#Date: x\n#Version: y\nz"}, {"00:00:02.000", "f", "end"}}},
		"names without a time": {"2026-01-01T00:00:01Z a\n#Fields: b c\n", []event{
			{"00:00:01.000", "f", "2026-01-01T00:00:01Z a"}, {"00:00:01.000", "f", "#Fields: b c"}}},
		"a file of IIS": {"#Software: x\n#Version: 1.0\n#Date: 2026-01-01 00:00:00\n#Fields: date time n\n2026-01-01 00:00:01 a\n#Remark: x\n2026-01-01 00:00:02 b\n", []event{
			{"00:00:01.000", "f", "2026-01-01 00:00:01 a"}, {"00:00:02.000", "f", "2026-01-01 00:00:02 b"}}},
		"a comment in such a file": {"#Fields: date time n\n2026-01-01 00:00:01 a\n# x\n", []event{
			{"00:00:01.000", "f", "2026-01-01 00:00:01 a"}, {"00:00:01.000", "f", "# x"}}},
		"such a file after an export": {"2026-01-01T00:00:01.000Z a\n#Version: 1.0\n#Fields: date time n\n2026-01-01 00:00:02 b\n", []event{
			{"00:00:01.000", "f", "a"}, {"00:00:02.000", "f", "2026-01-01 00:00:02 b"}}},
		"an export after such a file": {"#Fields: date time n\n2026-01-01 00:00:01 a\n2026-01-01T00:00:02.000Z b\n#Date: x\nc\n", []event{
			{"00:00:01.000", "f", "2026-01-01 00:00:01 a"}, {"00:00:02.000", "f", "b\n#Date: x\nc"}}},
		"flow logs, no name with a hyphen": {"srcaddr dstaddr start end action\n10.0.0.1 10.0.0.2 1767225601 1767225660 ACCEPT\n", []event{
			{"00:00:01.000", "f", "10.0.0.1 10.0.0.2 1767225601 1767225660 ACCEPT"}}},
		"flow logs, no start": {"srcaddr dstaddr end action\n10.0.0.1 10.0.0.2 1767225601 ACCEPT\n", []event{
			{"00:00:01.000", "f", "10.0.0.1 10.0.0.2 1767225601 ACCEPT"}}},
		"words that such names are": {"2026-01-01T00:00:01Z a\nstart action end protocol\n", []event{
			{"00:00:01.000", "f", "2026-01-01T00:00:01Z a"}, {"00:00:01.000", "f", "start action end protocol"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkFile(t, test.content, test.want, false)
		})
	}
}

// TestOptions_columns reads the column that a user names.
func TestOptions_columns(t *testing.T) {
	t.Parallel()
	content := folder(t, map[string]string{"f": "srcaddr dstaddr start end action\n10.0.0.1 10.0.0.2 1767225601 1767225660 ACCEPT\n"})
	events, _, err := readWith(t, logfile.Options{TimeField: "end"}, content)
	if want := "00:01:00.000 10.0.0.1 10.0.0.2 1767225601 1767225660 ACCEPT"; err != nil || len(events) != 1 || events[0] != want {
		t.Errorf("%q, %v, want %s", events, err, want)
	}
}
