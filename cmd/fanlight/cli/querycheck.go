package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/text"
)

// The verdicts on a query.
const (
	verdictRight   = "right"    // it runs here and on AWS
	verdictAWSOnly = "aws_only" // it is right, and the engine of this machine does not run it
	verdictWrong   = "wrong"    // AWS refuses it
)

// verdict says what --check found out about a query.
type verdict struct {
	File    string        `json:"file,omitempty"`
	Line    int           `json:"line"`
	Column  int           `json:"column,omitempty"` // of the reason, in characters
	Verdict string        `json:"verdict"`
	Reason  string        `json:"reason,omitempty"`
	Hint    string        `json:"hint,omitempty"`
	Notes   []verdictNote `json:"notes"`
}

// verdictNote says what the service accepts and hardly does as it is meant.
type verdictNote struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Note   string `json:"note"`
}

// verdicts is the JSON form of `fanlight query --check`.
type verdicts struct {
	Version int       `json:"version"`
	Queries []verdict `json:"queries"`
	Total   int       `json:"total"`
	Right   int       `json:"right"` // also those that run on AWS only
	AWSOnly int       `json:"aws_only"`
	Wrong   int       `json:"wrong"`
}

// checker judges queries and prints their mistakes.
type checker struct {
	s    *System
	json bool
	all  verdicts
}

// runCheck judges all queries that the arguments name.
func (q *queryCommand) runCheck(args []string) error {
	if format := *q.view.format; format != "table" && format != "json" {
		return usageErrorf("invalid --output %q: want table or json with --check", format)
	}
	c := &checker{s: q.s, json: *q.view.format == "json", all: verdicts{Version: 1, Queries: []verdict{}}}
	if q.text.file != "" {
		text, err := q.text.source(q.s, nil)
		if err != nil {
			return err
		}
		c.judge(text, text, excerptOptions{file: q.text.file + ":", line: 1})
	}
	for _, arg := range args {
		if err := c.argument(arg); err != nil {
			return err
		}
	}
	return c.finish()
}

// argument judges the queries of standard input or of a file, or one that is the
// argument itself.
func (c *checker) argument(arg string) error {
	switch info, err := os.Stat(arg); {
	case arg == stdArgument:
		return c.lines(c.s.In, "stdin")
	case strings.TrimSpace(arg) == "":
		return usageErrorf("the query to check is empty: write a query, the name of a file with one a line, or -")
	case err == nil && info.IsDir():
		return fmt.Errorf("cannot read queries from %s: it is a folder; name the files in it", text.Clean(arg))
	case err != nil:
		c.judge(arg, arg, excerptOptions{line: 1})
		if last := c.all.Queries[c.all.Total-1]; last.Verdict == verdictWrong && !strings.ContainsAny(arg, " \n") {
			c.print(fmt.Sprintf("note: %s is not a file either\n", text.Clean(arg)))
		}
		return nil
	}
	f, err := os.Open(arg)
	if err != nil {
		return fmt.Errorf("read queries: %w", err)
	}
	defer func() { _ = f.Close() }() // it was only read
	return c.lines(f, arg)
}

// lineEnd stands for a line end within a query that is on one line of a file.
const lineEnd = "␤"

// lines judges the queries of a file, one on each line.
func (c *checker) lines(in io.Reader, name string) error {
	scanner := bufio.NewScanner(in)
	scanner.Buffer(nil, maxQueryFile)
	before, number := c.all.Total, 0
	for scanner.Scan() {
		number++
		line := strings.TrimPrefix(scanner.Text(), "\ufeff")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			c.judge(strings.ReplaceAll(line, lineEnd, "\n"), line, excerptOptions{file: name + ":", line: number})
		}
	}
	switch err := scanner.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return fmt.Errorf("read queries: %s:%d: the line is longer than 1 MB: want one query on each line", name, number+1)
	case err != nil:
		return fmt.Errorf("read queries: %s: %w", name, err)
	case c.all.Total == before:
		return fmt.Errorf("read queries: %s has none: want one query on each line", name)
	}
	return nil
}

// judge adds the verdict on a query. Its places are those in the text as it was written.
func (c *checker) judge(query, written string, at excerptOptions) {
	at.width = c.s.Width(c.s.Out)
	v := verdict{File: strings.TrimSuffix(at.file, ":"), Line: at.line, Verdict: verdictRight, Notes: []verdictNote{}}
	tree, err := syntax.Parse(query)
	if err == nil {
		v.Notes = c.notes(tree, query, written, at)
		_, err = cwli.Compile(query)
	}
	if wrong, ok := errors.AsType[*expr.Error](err); ok {
		wrong = asWritten(wrong, query, written)
		row, column := placeOf(written, wrong.Offset)
		v.Line, v.Column, v.Reason, v.Hint, v.Verdict = at.line+row, column, wrong.Message, wrong.Hint, verdictWrong
		if wrong.Unsupported {
			v.Verdict = verdictAWSOnly
		} else {
			c.print(at.format(wrong, written))
		}
	}
	c.count(v)
}

// notes prints the notes on a query, and returns them.
func (c *checker) notes(tree *syntax.Query, query, written string, at excerptOptions) []verdictNote {
	notes := []verdictNote{}
	for _, note := range tree.Notes {
		note = asWritten(note, query, written)
		row, column := placeOf(written, note.Offset)
		notes = append(notes, verdictNote{at.line + row, column, note.Error()})
		c.print("note: " + at.format(note, written))
	}
	return notes
}

func (c *checker) print(message string) {
	if !c.json {
		fmt.Fprint(c.s.Err, message)
	}
}

func (c *checker) count(v verdict) {
	c.all.Queries = append(c.all.Queries, v)
	c.all.Total++
	switch v.Verdict {
	case verdictWrong:
		c.all.Wrong++
		return
	case verdictAWSOnly:
		c.all.AWSOnly++
	}
	c.all.Right++
}

// asWritten moves a mistake from the query to the line that it was written on, in which
// a line end may have more bytes.
func asWritten(e *expr.Error, query, line string) *expr.Error {
	if len(query) == len(line) {
		return e
	}
	moved := *e
	moved.Offset, moved.End = writtenAt(query, line, e.Offset), writtenAt(query, line, e.End)
	return &moved
}

func writtenAt(query, line string, offset int) int {
	ends := strings.Count(query[:min(max(offset, 0), len(query))], "\n")
	return min(offset+ends*(len(lineEnd)-1), len(line))
}

// finish writes the verdicts, or how many there are of each kind.
func (c *checker) finish() (err error) {
	if c.json {
		err = writeJSON(c.s.Out, c.all)
	} else {
		_, err = fmt.Fprintln(c.s.Out, c.all.String())
	}
	switch {
	case err != nil:
		return fmt.Errorf("write the verdicts: %w", err)
	case c.all.Wrong > 0:
		return errReported
	}
	return nil
}

// String returns "205 queries: 204 are right (11 run on AWS alone), 1 is wrong".
func (v verdicts) String() string {
	alone := ""
	if v.AWSOnly > 0 {
		alone = fmt.Sprintf(" (%s on AWS alone)", count(v.AWSOnly, "runs", "run"))
	}
	are := func(n int) string { return count(n, "is", "are") }
	return fmt.Sprintf("%s: %s right%s, %s wrong", count(v.Total, "query", "queries"), are(v.Right), alone, are(v.Wrong))
}
