package cli

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// The elements of JUnit's XML that CI systems read. No standard has them; these are common
// to Jenkins, GitLab and the actions of GitHub
// (github.com/testmoapp/junitxml lists what each reads).
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Time     string       `xml:"time,attr"` // seconds
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`
		seconds  float64
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr"`
		Line    int           `xml:"line,attr"`
		Time    string        `xml:"time,attr"`
		Failure *junitProblem `xml:"failure"`
		Error   *junitProblem `xml:"error"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// junitXML returns the results with a test suite for each report file. Texts are cleaned:
// XML 1.0 has no form for most control characters.
func junitXML(results []*testResult) ([]byte, error) {
	var all junitSuites
	var seconds float64
	for _, r := range results {
		if n := len(all.Suites); n == 0 || all.Suites[n-1].Name != text.Clean(r.file) {
			all.Suites = append(all.Suites, junitSuite{Name: text.Clean(r.file)})
		}
		all.Suites[len(all.Suites)-1].add(r)
		seconds += r.took.Seconds()
	}
	for i := range all.Suites {
		s := &all.Suites[i]
		s.Time = formatSeconds(s.seconds)
		all.Tests, all.Failures, all.Errors = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors
	}
	all.Time = formatSeconds(seconds)
	content, err := xml.MarshalIndent(all, "", "  ")
	return append([]byte(xml.Header), append(content, '\n')...), err
}

func formatSeconds(s float64) string { return fmt.Sprintf("%.3f", s) }

func (s *junitSuite) add(r *testResult) {
	c := junitCase{
		Name: text.Clean(r.test.Name), Class: r.report.Name, File: text.Clean(r.file), Line: r.test.Line, Time: formatSeconds(r.took.Seconds()),
	}
	switch r.state() {
	case testFailed:
		s.Failures++
		c.Failure = newJUnitProblem(r)
	case testBroken:
		s.Errors++
		c.Error = newJUnitProblem(r)
	}
	s.Tests++
	s.seconds += r.took.Seconds()
	s.Cases = append(s.Cases, c)
}

// newJUnitProblem has the first difference as its message, and all of them in its text.
func newJUnitProblem(r *testResult) *junitProblem {
	var lines []string
	if r.err != nil {
		lines = append(lines, r.place(r.at)+": "+text.Clean(r.err.Error()))
	}
	for _, d := range r.differences {
		lines = append(lines, r.place(d.at)+": "+text.Clean(d.String()))
		for _, line := range d.lines {
			lines = append(lines, "  "+line)
		}
	}
	return &junitProblem{Message: text.Clean(lines[0]), Text: text.CleanLines(strings.Join(lines, "\n"))}
}
