package cwlitest

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// script is a file of cases.
type script struct {
	name  string
	cases []*scriptCase
}

// scriptCase is a case of a script: a few queries that show one thing.
type scriptCase struct {
	name   string
	line   int // of the block "case", from 1
	source source
	steps  []step
}

// step is a query of a case with its input and the answer after it.
type step struct {
	line int // of the block "query", from 1
	in   Input
	want answer
}

// errNoScripts is returned for a file system without scripts.
var errNoScripts = errors.New("find scripts (*.txt): found none")

// read returns the scripts (*.txt) at the root of a file system.
func read(scripts fs.FS) (all []script, err error) {
	names, err := fs.Glob(scripts, "*.txt")
	if err != nil {
		return nil, fmt.Errorf("find scripts (*.txt): %w", err)
	}
	if len(names) == 0 {
		return nil, errNoScripts
	}
	for _, name := range names {
		text, err := fs.ReadFile(scripts, name)
		if err != nil {
			return nil, err
		}
		cases, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s:%w", name, err)
		}
		all = append(all, script{name, cases})
	}
	return all, nil
}

// mistake is an error in a script, with its line from 1.
type mistake struct {
	line int
	error
}

func (m mistake) Error() string { return fmt.Sprintf("%d: %v", m.line, m.error) }

func (m mistake) Unwrap() error { return m.error }

// at gives an error the line, if it has none yet.
func at(line int, err error) error {
	if _, ok := errors.AsType[mistake](err); ok || err == nil {
		return err
	}
	return mistake{line, err}
}

// block is a line that begins with a verb, and the indented lines after it.
type block struct {
	verb, argument string
	lines          []string
	line           int
}

func (b block) text() string { return strings.Join(b.lines, "\n") }

// blocks splits a script. The comment with a source is a block too, with the
// comment lines directly after it.
func blocks(text string) (list []block, err error) {
	commented := false // the line before is part of a source
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		indented, isText := strings.CutPrefix(line, "\t")
		said, isSource := strings.CutPrefix(line, verbSource+" ")
		switch {
		case isText && len(list) == 0:
			return nil, at(i+1, errors.New("invalid first line: want a block such as case"))
		case isText:
			last := &list[len(list)-1]
			last.lines = append(last.lines, indented)
		case isSource:
			list = append(list, block{verb: verbSource, argument: said, line: i + 1})
		case commented && strings.HasPrefix(line, "#"):
			last := &list[len(list)-1]
			last.argument += " " + strings.TrimSpace(line[1:])
			continue // the source goes on
		case line != "" && !strings.HasPrefix(line, "#"):
			verb, argument := cutVerb(line)
			list = append(list, block{verb: verb, argument: argument, line: i + 1})
		}
		commented = isSource
	}
	return list, nil
}

// cutVerb splits the line of a block into its verb, of which one has two words,
// and its argument.
func cutVerb(line string) (verb, argument string) {
	verb, argument, _ = strings.Cut(line, " ")
	if verb == "and" {
		second, rest, _ := strings.Cut(argument, " ")
		return verb + " " + second, rest
	}
	return verb, argument
}

// parse reads a script. Errors begin with the number of the line.
func parse(text string) ([]*scriptCase, error) {
	list, err := blocks(text)
	if err != nil {
		return nil, err
	}
	var p parser
	for _, b := range list {
		if err := p.add(b); err != nil {
			return nil, at(b.line, err)
		}
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.cases, nil
}

// parser collects the cases of a script.
type parser struct {
	cases []*scriptCase
	next  step // what the blocks of the last case so far say of it
}

// add reads a block.
func (p *parser) add(b block) error {
	read := verbs[b.verb]
	switch {
	case read == nil:
		return fmt.Errorf("unknown block %q: want %s", b.verb, verbNames())
	case b.verb == verbCase:
	case len(p.cases) == 0:
		return fmt.Errorf("invalid block %q: want a case before it", b.verb)
	case b.verb != verbSource && p.last().source == source{}:
		return fmt.Errorf("invalid block %q: want the source of the case before it: %s KIND, where", b.verb, verbSource)
	}
	return read(p, b)
}

func (p *parser) last() *scriptCase { return p.cases[len(p.cases)-1] }

// finish checks that the last case, if there is one, has answered queries.
func (p *parser) finish() error {
	switch {
	case len(p.cases) == 0:
		return nil
	case p.next.line > 0:
		return at(p.next.line, errors.New("invalid query: want its answer after it"))
	case len(p.last().steps) == 0:
		return at(p.last().line, fmt.Errorf("invalid case %q: want a query in it", p.last().name))
	}
	return nil
}

func (p *parser) readCase(b block) error {
	if err := p.finish(); err != nil {
		return err
	}
	used := slices.ContainsFunc(p.cases, func(c *scriptCase) bool { return c.name == b.argument })
	if used || b.argument == "" || len(b.lines) > 0 {
		return fmt.Errorf("invalid case %q: want a name that no other case of the script has, and no text", b.argument)
	}
	p.cases = append(p.cases, &scriptCase{name: b.argument, line: b.line})
	p.next = step{}
	return nil
}

func (p *parser) readSource(b block) (err error) {
	c := p.last()
	if c.source != (source{}) {
		return errors.New("invalid source: want one in each case")
	}
	c.source, err = parseSource(b.argument)
	return err
}

func (p *parser) readQuery(b block) error {
	if p.next.line > 0 {
		return fmt.Errorf("invalid query: want the answer to the one in line %d before it", p.next.line)
	}
	p.next.line, p.next.in.Query = b.line, b.text()
	return nil
}

// answer ends a step.
func (p *parser) answer(want answer) error {
	if p.next.line == 0 {
		return fmt.Errorf("invalid block %q: want a query before it", want.verb)
	}
	step := p.next
	step.want = want
	p.last().steps = append(p.last().steps, step)
	p.next.line = 0
	return nil
}
