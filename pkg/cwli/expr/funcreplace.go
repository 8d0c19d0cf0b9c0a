package expr

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func replace(c *Compiler, x *Call) (Evaluator, error) {
	args, err := c.values(x.Args)
	if err != nil {
		return nil, err
	}
	of, search, by := args[0], args[1], args[2]
	return func(r Row) value.Value {
		s, ok := textOf(of(r))
		part, okay := textOf(search(r))
		replacement, too := textOf(by(r))
		if !ok || !okay || !too {
			return value.Value{}
		}
		if len(s)+strings.Count(s, part)*(len(replacement)-len(part)) > MaxText {
			return tooLong(r, x)
		}
		return value.OfText(strings.ReplaceAll(s, part, replacement))
	}, nil
}

// maxMatches is the largest number of matches that regexReplace replaces in a text. The
// place of each takes memory: a pattern such as /./ has as many as the text characters.
const maxMatches = 100_000

// pattern returns the regular expression of a call of regexReplace.
func (x *Call) pattern() *Regex {
	text := x.Args[1].(*Text) // as the parser checked
	return &Regex{text.Span, text.Value}
}

func checkRegexReplace(x *Call) *Error { return regexMistake(x.pattern()) }

func regexReplace(c *Compiler, x *Call) (Evaluator, error) {
	re, err := c.Regexp(x.pattern())
	if err != nil {
		return nil, err
	}
	args, err := c.values([]Expr{x.Args[0], x.Args[2]})
	if err != nil {
		return nil, err
	}
	of, by, names := args[0], args[1], re.Names()
	return func(r Row) value.Value {
		s, okay := textOf(of(r))
		template, too := textOf(by(r))
		if !okay || !too {
			return value.Value{}
		}
		matches, err := matchesOf(re, s)
		if err != nil {
			r.Fail(err)
			return value.Value{}
		}
		replaced, ok := expandAll(s, matches, template, names)
		if !ok {
			return tooLong(r, x)
		}
		return value.OfText(replaced)
	}, nil
}

func matchesOf(re Regexp, s string) ([][]int, error) {
	matches, err := re.Find(s, maxMatches+1)
	if err == nil && len(matches) > maxMatches {
		err = fmt.Errorf("`regexReplace` found more than %d matches in a text", maxMatches)
	}
	return matches, err
}

// expandAll replaces the matches in s. ok is false if that gives more than MaxText.
func expandAll(s string, matches [][]int, template string, names []string) (replaced string, ok bool) {
	if len(matches) == 0 {
		return s, true
	}
	var b []byte
	end := 0
	for _, at := range matches {
		b = append(b, s[end:at[0]]...)
		if b, ok = expand(b, s, at, template, names); !ok {
			return "", false
		}
		end = at[1]
	}
	b = append(b, s[end:]...)
	return string(b), len(b) <= MaxText
}

// expand appends a template for one match: $1, \1 and ${name} stand for groups, \\ and
// \$ for the second character, any other $ and \ for themselves.
func expand(b []byte, s string, at []int, template string, names []string) ([]byte, bool) {
	for template != "" {
		i := strings.IndexAny(template, `$\`)
		if i < 0 {
			i = len(template)
		}
		b = append(b, template[:i]...)
		if template = template[i:]; template == "" {
			break
		}
		group, length := reference(template, names)
		switch {
		case length == 0:
			b = append(b, template[0])
			length = 1
		case group < 0:
			b = append(b, template[1])
		case 2*group < len(at) && at[2*group] >= 0:
			b = append(b, s[at[2*group]:at[2*group+1]]...)
		}
		if template = template[length:]; len(b) > MaxText {
			return b, false
		}
	}
	return b, len(b) <= MaxText
}

// reference reads what a template starts with, from a $ or a backslash on: a group and
// its length, group -1 for an escaped character, length 0 for none of them.
func reference(template string, names []string) (group, length int) {
	if len(template) < 2 {
		return 0, 0
	}
	switch c := template[1]; {
	case isDigit(c):
		return int(c - '0'), 2
	case template[0] == '\\' && (c == '\\' || c == '$'):
		return -1, 2
	case template[0] == '$' && c == '{':
		if name, _, closed := strings.Cut(template[2:], "}"); closed {
			return groupOf(name, names), len(name) + 3
		}
	}
	return 0, 0
}

// groupOf returns the number of a group by its number or name, and one that no match
// has if there is none.
func groupOf(name string, names []string) int {
	if n, ok := digitsOf(name); ok && name != "" {
		return n
	}
	for i, known := range names {
		if known == name && name != "" {
			return i + 1
		}
	}
	return len(names) + 1
}
