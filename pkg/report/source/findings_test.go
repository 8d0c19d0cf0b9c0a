package source

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
)

// numbered returns the text of n entries with their numbers.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// repeated are report files of which each line, or each part of a line, is wrong in the
// same way.
func repeated(n int) map[string]string {
	head := "report: r\nwindow: 24h\nlog_groups: [/a]\ndeliver: [ { stdout: {} } ]\nqueries:\n"
	return map[string]string{
		"wrong queries":              head + numbered("  q%d: { query: filtr a }\n", n),
		"wrong queries in one line":  head + "  {" + numbered("q%d: { query: filtr a }, ", n) + "}\n",
		"duplicate keys":             head + strings.Repeat("  q: { query: fields a }\n", n),
		"unknown keys":               head + "  q: { query: fields a }\n" + numbered("x%d: 1\n", n),
		"unsupported queries":        head + "  {" + numbered("q%d: { query: outlier a }, ", n) + "}\n",
		"unknown queries":            head + numbered("  q%d: { query: fields a }\n", n) + "sections:\n" + numbered("  - { query: p%d, show: tabel }\n", n),
		"unknown names in one value": small + "title: \"" + numbered("${x%d}", n) + "\"\n",
		"log groups":                 strings.Replace(small, "[/aws/lambda/bot]", "["+strings.Repeat("/a, ", n)+"]", 1),
		"destinations":               small + strings.Repeat("  - file: { path: 1 }\n", n),
		"names of destinations":      small + strings.Repeat("  - stdout: {}\n", n),
		"unknown parameters":         head + "  q: { query: '" + numbered("{{x%d}}", n) + "' }\n",
		"unused parameters":          head + "  q: { query: fields a }\nparameters:\n" + numbered("  x%d: 1\n", n),
		"long parameters":            head + "  q: { query: '" + strings.Repeat("{{x}}", n) + "' }\nparameters: { x: " + strings.Repeat("x", 9000) + " }\n",
		"comments":                   head + numbered("  q%d: { query: 'fields a # b | limit 1' }\n", n),
		"one alias":                  "x: &a { query: filtr }\n" + head + numbered("  q%d: *a\n", n),
	}
}

// TestFindings counts the bytes allocated: of eight times as many mistakes, reading takes
// eight times as much, and at most 100 are shown.
func TestFindings(t *testing.T) {
	few, many := repeated(1000), repeated(8000)
	for name := range few {
		t.Run(name, func(t *testing.T) {
			allocs.AtMost(t, 10*allocs.Bytes(func() { expectFew(t, few[name]) }), func() { expectFew(t, many[name]) })
		})
	}
}

func expectFew(t *testing.T, src string) {
	_, notes, err := loadText(src, DefaultValues(), Options{})
	problems, _ := errors.AsType[Problems](err)
	for _, found := range []Problems{notes, problems} {
		if len(found) > maxShown+1 {
			t.Errorf("%d are shown", len(found))
		}
	}
}

// bytesPerByte is how much reading may allocate for each byte of a file.
const bytesPerByte = 3000

func TestProblems_Count(t *testing.T) {
	t.Parallel()
	_, _, err := loadText(repeated(8000)["wrong queries"], DefaultValues(), Options{})
	problems, _ := errors.AsType[Problems](err)
	if problems.Count() != 8000 || len(problems) != maxShown+1 {
		t.Fatalf("%d problems, %d of them shown", problems.Count(), len(problems))
	}
	if first, last := problems[0], problems[maxShown]; first.Line != 6 || first.Excerpt == "" || last.String() != "… and 7900 more" {
		t.Errorf("first %q, last %q", first.Format(), last.Format())
	}
}

func TestLoadFiles_many_problems(t *testing.T) {
	t.Parallel()
	var paths []string
	for i := range 3 {
		paths = append(paths, write(t, fmt.Sprintf("%s/%d.yaml", t.TempDir(), i), repeated(60)["wrong queries"]))
	}
	_, _, err := LoadFiles(paths, DefaultValues(), Options{})
	problems, _ := errors.AsType[Problems](err)
	if len(problems) != maxShown+1 || problems.Count() != 182 { // the report's name is duplicate twice
		t.Errorf("%d problems, %d of them shown", problems.Count(), len(problems))
	}
}
