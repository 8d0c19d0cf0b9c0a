package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

type (
	// Extract is the command parse: it takes parts of a text to new fields.
	Extract struct {
		expr.Span
		Of      *expr.Field // nil: @message
		Mode    ParseMode
		Pattern string      // of a glob or an XPath
		Regex   *expr.Regex // of Regexp
		// Aliases are the new fields: one for each * of a glob, each cell of CSV, each
		// group of a regular expression (nil: none), the map of logfmt, the text of XML. A
		// glob without * may have any number.
		Aliases []*expr.Field
		Bare    expr.Span // of the aliases of a glob if as is left out before them
		Multi   bool      // a row for each match
	}

	// ParseMode is the form of text that an Extract command reads.
	ParseMode int
)

// The modes of Extract.
const (
	Glob   ParseMode = iota // text with a * for each part
	Regexp                  // a regular expression with groups
	Logfmt                  // key=value pairs, which become a map
	CSV                     // cells with commas between
	XML                     // the text of the first element at an XPath
)

// String returns the mode's keyword; empty for a glob and a regular expression.
func (m ParseMode) String() string { return [...]string{Logfmt: "logfmt", CSV: "csv", XML: "XML"}[m] }

// Keyword returns parse.
func (*Extract) Keyword() string { return "parse" }

// String returns the command's source.
func (c *Extract) String() string {
	parts := []string{"parse"}
	if c.Of != nil {
		parts = append(parts, c.Of.String())
	}
	if mode := c.Mode.String(); mode != "" {
		parts = append(parts, mode)
	}
	switch c.Mode {
	case Regexp:
		return strings.Join(append(parts, c.regexText()), " ")
	case Glob, XML:
		parts = append(parts, expr.Quote(c.Pattern))
	}
	return strings.Join(append(parts, "as", nameList(c.Aliases)), " ")
}

// regexText has the names of groups where they differ from those in the expression.
func (c *Extract) regexText() string {
	text := c.Regex.String()
	if c.Multi {
		return text + " multi"
	}
	names := c.Regex.Groups()
	var all []*expr.Field
	same := true
	for i, alias := range c.Aliases {
		if alias != nil {
			all = append(all, alias)
			same = same && alias.Name == names[i]
		}
	}
	if same {
		return text
	}
	return text + " as " + nameList(all)
}

func (c *Extract) check(check *checker) {
	check.text(c.Of, c.Span)
	c.noteGlob(check)
	c.noteGroups(check)
	for _, alias := range c.Aliases {
		check.define(alias)
		if alias != nil {
			check.made[alias.Name] = c.made()
		}
	}
}

// Marks reports whether the command is a glob without *. Dashboards in use count the
// fields of such ones, as in parse "done" as @done | stats count(@done); AWS documents no
// value of theirs.
func (c *Extract) Marks() bool { return c.Mode == Glob && !strings.Contains(c.Pattern, "*") }

// noteGlob notes what AWS documents nowhere about globs.
func (c *Extract) noteGlob(check *checker) {
	if c.Marks() {
		check.note(c.Span, "write a * for each name, or count with like, as in sum(@message like \"done\")",
			"a pattern without * takes no part of the text: AWS documents no value of `%s`", expr.Shorten(c.Aliases[0].Name))
	}
	if c.Bare != (expr.Span{}) {
		check.note(c.Bare, "write `as` before it", "AWS documents no names without `as`: `%s` counts as if it were there", expr.Shorten(c.Aliases[0].Name))
	}
}

// noteGroups notes fields with a dot or a hyphen that a group names.
func (c *Extract) noteGroups(check *checker) {
	for _, alias := range c.Aliases {
		if c.Mode == Regexp && alias != nil && alias.Span == c.Regex.Span && strings.ContainsAny(alias.Name, ".-") {
			check.note(c.Regex.Span, "write the name after `as`", "a group is named `%s`: AWS documents no dot and no hyphen there, and may refuse it", expr.Shorten(alias.Name))
		}
	}
}

// made says what the new fields are.
func (c *Extract) made() string {
	if c.Mode == Logfmt {
		return logfmt
	}
	return "parse"
}

func (c *Extract) shape(l *layout) {
	for _, alias := range c.Aliases {
		if alias != nil {
			l.addFields(alias)
			l.parsed = append(l.parsed, ofFields(alias)...)
		}
	}
}
