package source

import (
	"strings"
	"testing"
)

// What no archive of TestProblems can hold.
func TestReader_document_refuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, src, want string }{
		{"too large", strings.Repeat("#", maxFile+1), "report.yaml:1:1: file too large: want at most 8 MiB"},
		{"not UTF-8", "report: daily\ntitle: a\xff\n", "report.yaml:2:9: invalid UTF-8: want the file saved as UTF-8"},
		{"control character", "report: daily\ntitle: a\x1b[2J\n", "report.yaml:2:9: control character U+001B: want none"},
		{"nothing", "", "report.yaml:1:1: empty file: want a mapping that begins with report: and its name"},
	} {
		r := newReader("report.yaml", []byte(test.src))
		if _, ok := r.document(wantReport); ok || r.problems.Error() != test.want {
			t.Errorf("%s: document is read: %v, problems\n%v\nwant\n%s", test.name, ok, r.problems, test.want)
		}
	}
}

func TestReader_document_with_a_second_one_that_is_not_YAML(t *testing.T) {
	t.Parallel()
	_, _, err := loadText(strings.TrimPrefix(small, "\n")+"---\n[\n", nil, Options{})
	if err == nil || !strings.Contains(err.Error(), "invalid YAML: ") {
		t.Errorf("error %v, want invalid YAML", err)
	}
}
