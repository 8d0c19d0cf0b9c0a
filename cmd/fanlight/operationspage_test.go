package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// operationsPage is docs/operations.md as its test reads it.
type operationsPage struct {
	path  string
	lines []string
	files map[string]string // text of the blocks that have a file's name, by that
	setUp []string          // commands of the other terminal
	rows  []string          // of the table of what goes wrong
	steps []step            // the session
}

// step is a command of the session, with what the page shows of its output.
type step struct {
	line    int // of the page, from 0
	command string
	output  []string
	status  string // the line with the exit status, or empty: 0
}

const (
	exitLine  = "# exit "
	interrupt = "^C"
	leftOut   = "⋮"
)

func readOperations(t *testing.T) *operationsPage {
	t.Helper()
	p := &operationsPage{path: filepath.Join("..", "..", "docs", "operations.md"), files: map[string]string{}}
	text, err := os.ReadFile(p.path)
	if err != nil {
		t.Fatal(err)
	}
	p.lines = strings.Split(string(text), "\n")
	block := ""
	for i, line := range p.lines {
		switch {
		case strings.HasPrefix(line, "```"):
			block = strings.TrimPrefix(line, "```")
		case block != "":
			p.take(block, i, line)
		case wrongRow.MatchString(line):
			p.rows = append(p.rows, line)
		}
	}
	return p
}

var wrongRow = regexp.MustCompile(`^\| \d+ \| `)

// take reads a line of a block.
func (p *operationsPage) take(block string, i int, line string) {
	_, name, _ := strings.Cut(block, " ")
	switch {
	case name == "in another terminal":
		p.setUp = append(p.setUp, line)
	case name == "on a stack":
		p.step(i, line)
	case strings.Contains(name, "/"):
		p.files[name] += line + "\n"
	}
}

func (p *operationsPage) step(i int, line string) {
	command, begins := strings.CutPrefix(line, "$ ")
	if begins {
		p.steps = append(p.steps, step{line: i, command: command})
		return
	}
	last := &p.steps[len(p.steps)-1]
	if strings.HasPrefix(line, exitLine) {
		last.status = line
		return
	}
	last.output = append(last.output, line)
}

// write writes the page again with other outputs of the steps.
func (p *operationsPage) write(t *testing.T) {
	t.Helper()
	lines := slices.Clone(p.lines)
	for _, s := range slices.Backward(p.steps) {
		end := s.line + 1
		for !strings.HasPrefix(lines[end], "$ ") && !strings.HasPrefix(lines[end], "```") {
			end++
		}
		text := s.output
		if s.status != "" {
			text = append(slices.Clone(text), s.status)
		}
		lines = slices.Replace(lines, s.line+1, end, text...)
	}
	if err := os.WriteFile(p.path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
}

// changing are what differs between two runs of the same command, and what stands for it.
var changing = []struct {
	of *regexp.Regexp
	by string
}{
	{regexp.MustCompile(`\+[a-z0-9]{6}\b`), "+abc123"},
	{regexp.MustCompile(`\+fix-[0-9a-f]{6}\b`), "+fix-abc123"},
	{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:4600"},
	{regexp.MustCompile(`\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`), "UUID"},
	{regexp.MustCompile(`\(in [0-9hms]+\)`), "(in LENGTH)"},
	{regexp.MustCompile(`\b20(2[6-9]|[3-9]\d)-(0[2-9]|1\d)-\d\dT[0-9:.]+Z`), "CLOCK"},
	{regexp.MustCompile(`\b20(2[6-9]|[3-9]\d)-(0[2-9]|1\d)\b`), "MONTH"},
	{regexp.MustCompile(`(^|[^T0-9])\d\d:\d\d:\d\d(\.\d+)?Z`), "${1}CLOCK"},
	{regexp.MustCompile(`\b(\d+h)?(\d+m)?\d+(\.\d+)?m?s\b`), "LENGTH"},
	{regexp.MustCompile(`duration_ms=\d+`), "duration_ms=0"},
	{regexp.MustCompile(`─+`), "─"},
	{regexp.MustCompile(` {2,}`), "  "},
}

// settled returns a line without what differs from run to run.
func settled(line string) string {
	for _, c := range changing {
		line = c.of.ReplaceAllString(line, c.by)
	}
	return strings.TrimRight(line, " ")
}

// ended matches the line that a command which waits prints of a run that has ended.
var ended = regexp.MustCompile(`^\d\d:\d\d:\d\dZ  [✓!✗] \S+@\S+ `)

// ordered returns lines with those that are next to each other and say that a run has ended in
// the order of the runs: two runs that are at work at the same time end in any order.
func ordered(lines []string) []string {
	lines = slices.Clone(lines)
	for from := 0; from < len(lines); from++ {
		to := from
		for to < len(lines) && ended.MatchString(lines[to]) {
			to++
		}
		slices.SortFunc(lines[from:to], func(a, b string) int { return strings.Compare(settled(a), settled(b)) })
		from = max(from, to)
	}
	return lines
}

// shows reports whether the page's lines, some left out, are those of an output.
func shows(page, got []string) bool {
	switch {
	case len(page) == 0:
		return len(got) == 0
	case page[0] != leftOut:
		return len(got) > 0 && settled(page[0]) == settled(got[0]) && shows(page[1:], got[1:])
	}
	for skip := 0; skip <= len(got); skip++ {
		if shows(page[1:], got[skip:]) {
			return true
		}
	}
	return false
}

func TestShows(t *testing.T) {
	t.Parallel()
	got := []string{"bot@2026-01-02T12:30:00Z+zxdwqi", "took 1.2s at 12:00:01Z", "calls  3"}
	for page, want := range map[string]bool{
		"bot@2026-01-02T12:30:00Z+aaaaaa|took 31ms at 13:59:01Z|calls  3": true,
		"bot@2026-01-02T12:30:00Z+aaaaaa|⋮":                               true,
		"⋮|calls    3":                                                    true,
		"⋮|calls  4":                                                      false,
		"bot@2026-01-03T12:30:00Z+aaaaaa|⋮":                               false,
		"bot@2026-01-02T12:30:00Z+aaaaaa":                                 false,
		"⋮|bot@2026-01-02T12:30:00Z+aaaaaa|⋮":                             true,
	} {
		if shows(strings.Split(page, "|"), got) != want {
			t.Errorf("%q: %t", page, !want)
		}
	}
}

func TestOrdered(t *testing.T) {
	t.Parallel()
	first, second := "14:00:01Z  ! a@2026 sent, incomplete", "14:00:02Z  ✓ b@2026 is sent"
	want := []string{"b", "a", first, second, "2 runs", first}
	for _, lines := range [][]string{want, {"b", "a", second, first, "2 runs", first}} {
		if got := ordered(lines); !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

var inQuotes = regexp.MustCompile("`(fanlight [^`]+)`")

// words returns the verb of a command and its flags, with values that are words.
func words(command string) (verb string, flags []string) {
	fields := strings.Fields(command)
	for i, f := range fields[2:] {
		if strings.HasPrefix(f, "-") {
			flags = append(flags, f)
		} else if before := fields[i+1]; strings.HasPrefix(before, "-") && f == strings.ToLower(f) {
			flags[len(flags)-1] += " " + f
		}
	}
	return fields[1], flags
}

// gives reports whether a command of the session is one that a row names.
func gives(session, row string) bool {
	if !strings.HasPrefix(session, "fanlight ") {
		return false
	}
	verb, flags := words(row)
	given, with := words(session)
	return verb == given && !slices.ContainsFunc(flags, func(f string) bool {
		return !slices.ContainsFunc(with, func(w string) bool { return w == f || strings.HasPrefix(w, f+" ") })
	})
}

// TestOperations_table holds the page to twelve rows, whose commands are in a session of
// thirty.
func TestOperations_table(t *testing.T) {
	t.Parallel()
	p := readOperations(t)
	if len(p.rows) != 12 || len(p.steps) != 30 {
		t.Fatalf("%d rows and %d commands", len(p.rows), len(p.steps))
	}
	for i, row := range p.rows {
		commands := inQuotes.FindAllStringSubmatch(row, -1)
		if len(commands) < 2 {
			t.Errorf("row %d has no command that shows it, or none that mends it", i+1)
		}
		for _, c := range commands {
			if !slices.ContainsFunc(p.steps, func(s step) bool { return gives(s.command, c[1]) }) {
				t.Errorf("row %d: no command of the session is %q", i+1, c[1])
			}
		}
	}
}
