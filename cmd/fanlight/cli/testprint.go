package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/text"
)

// print writes a result for people. As JSON all results are written at the end.
func (t *testCommand) print(r *testResult) error {
	slices.SortStableFunc(r.differences, byPlace)
	if *t.format != "text" {
		return nil
	}
	_, err := fmt.Fprint(t.s.Out, t.formatResult(r))
	return err
}

// formatResult returns a line for a test that passed, and for another one also what differs.
func (t *testCommand) formatResult(r *testResult) string {
	var b strings.Builder
	state, place := checkOK, r.file
	if r.state() != testPassed {
		state, place = checkFailed, fmt.Sprintf("%s:%d", r.file, r.test.Line)
	}
	fmt.Fprintf(&b, "%s %s: %s (%s)\n", t.mark(state), text.Clean(place), text.Clean(r.test.Name), formatTook(r.took))
	if r.err != nil {
		fmt.Fprintf(&b, "    %s: %s\n", text.Clean(r.place(r.at)), text.Clean(r.err.Error()))
	}
	for _, d := range r.differences {
		fmt.Fprintf(&b, "    %s: %s\n", text.Clean(r.place(d.at)), text.Clean(d.String()))
		for _, line := range d.lines {
			fmt.Fprintf(&b, "      %s\n", line)
		}
		if t.update && d.paste != "" {
			fmt.Fprintf(&b, "      to paste: %s\n", text.Clean(d.paste))
		}
	}
	for _, file := range r.wrote {
		fmt.Fprintf(&b, "    wrote %s\n", text.Clean(file))
	}
	return b.String()
}

// mark returns the mark of a state, in its colour on a terminal.
func (t *testCommand) mark(state string) string {
	m := mark(t.s, state)
	if !t.s.color(t.s.Out) {
		return m
	}
	const green, red, plain = "\x1b[32m", "\x1b[31m", "\x1b[0m"
	if state == checkOK {
		return green + m + plain
	}
	return red + m + plain
}

// testsView is the JSON form of `fanlight test`.
type testsView struct {
	Version int        `json:"version"`
	Passed  int        `json:"passed"`
	Failed  int        `json:"failed"`
	Broken  int        `json:"broken"`
	Tests   []testView `json:"tests"`
}

type testView struct {
	File        string           `json:"file"`
	Line        int              `json:"line"`
	Report      string           `json:"report"`
	Name        string           `json:"name"`
	State       string           `json:"state"`
	Duration    int64            `json:"duration_ms"`
	Error       string           `json:"error,omitempty"`
	Differences []differenceView `json:"differences"`
	Wrote       []string         `json:"wrote,omitempty"`
}

type differenceView struct {
	Line   int      `json:"line"`
	Column int      `json:"column"`
	What   string   `json:"what"`
	Want   string   `json:"want,omitempty"`
	Got    string   `json:"got,omitempty"`
	Lines  []string `json:"lines,omitempty"`
}

func viewTests(results []*testResult) testsView {
	v := testsView{Version: 1, Tests: []testView{}}
	for _, r := range results {
		switch r.state() {
		case testPassed:
			v.Passed++
		case testFailed:
			v.Failed++
		default:
			v.Broken++
		}
		v.Tests = append(v.Tests, viewTest(r))
	}
	return v
}

func viewTest(r *testResult) testView {
	v := testView{
		File: r.file, Line: r.test.Line, Report: r.report.Name, Name: r.test.Name, State: r.state(),
		Duration: r.took.Milliseconds(), Differences: []differenceView{}, Wrote: r.wrote,
	}
	if r.err != nil {
		v.Error = fmt.Sprintf("%s: %v", r.place(r.at), r.err)
	}
	for _, d := range r.differences {
		v.Differences = append(v.Differences, differenceView{d.at.Line, d.at.Column, d.what, d.want, d.got, d.lines})
	}
	return v
}
