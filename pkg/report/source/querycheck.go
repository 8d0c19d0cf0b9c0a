package source

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// check parses a query whole. What the service refuses is a problem; what only this engine
// cannot run is a note.
func (b *builder) check(t queryText, q *query) {
	tree, err := syntax.Parse(t.run)
	if err != nil {
		if q.unchecked = t.refuse(err); q.unchecked {
			t.checkSources(parseBegin(t.run))
		}
		return
	}
	q.tree = tree
	if names, whole := tree.OutputColumns(); whole {
		q.fields = names
	}
	if t.checkSources(tree) {
		b.note(t, tree)
	}
}

// note notes what a query hardly means, and what runs only on AWS.
func (b *builder) note(t queryText, tree *syntax.Query) {
	for _, n := range tree.Notes {
		t.noteAt(n.Offset, n.Hint, n.Message)
	}
	t.noteCharacters()
	t.noteLeftOut()
	t.noteLocal(tree)
	tree.EachCommand(func(c syntax.Command) {
		if s, ok := c.(*syntax.Source); ok {
			t.noteSourceTimes(s)
		}
		syntax.EachExpression(atTheClock(c), func(x expr.Expr) { b.noteBins(t, x) })
	})
}

// atTheClock returns a command without bins that begin where the author wants.
func atTheClock(c syntax.Command) syntax.Command {
	if stats, ok := c.(*syntax.Stats); ok && stats.Offset != nil {
		return &syntax.Stats{Span: stats.Span, Values: stats.Values}
	}
	return c
}

func (t queryText) problemAt(offset int, hint, message string) {
	t.problem(t.place(offset), hint, "query: %s", message)
}

func (t queryText) noteAt(offset int, hint, message string) {
	t.note(t.place(offset), hint, "query: %s", message)
}

// refuse reports why a query was not parsed. It is true if only AWS can parse it, which is
// a note.
func (t queryText) refuse(err error) (unchecked bool) {
	bad, ok := errors.AsType[*expr.Error](err)
	if !ok {
		t.problem(t.at(), "", "query: %v", err)
		return false
	}
	rest := t.run[min(max(bad.Offset, 0), len(t.run)):]
	if c, _ := utf8.DecodeRuneInString(rest); invisible(c) {
		t.refuseCharacter(t.place(bad.Offset), c)
		return false
	}
	unfilled := strings.HasPrefix(rest, "{{") || strings.HasPrefix(rest, "$")
	if bad.Unsupported && !unfilled {
		t.noteAt(bad.Offset, onlyOnAWS, bad.Message)
		return true
	}
	t.problemAt(bad.Offset, or(bad.Hint, hintToFill(rest)), bad.Message)
	return false
}

// hintToFill says what to write in place of a name that is not filled in.
func hintToFill(text string) string {
	switch {
	case strings.HasPrefix(text, "{{"):
		return "the name of a parameter is " + wantParameterName
	case strings.HasPrefix(text, "${"):
		return "${names} are not expanded in a query: put it under parameters, and write {{name}}"
	case strings.HasPrefix(text, "$"):
		return "write the text of the saved query"
	}
	return ""
}

// invisible reports whether a character looks like a space or like nothing.
func invisible(c rune) bool { return likeSpace(c) || unicode.Is(unicode.Cf, c) }

func likeSpace(c rune) bool { return c > '~' && unicode.IsSpace(c) }

// noteCharacters notes what is hardly meant in a string: a blank that is not a space, and
// the name of a value, which stands for itself.
func (t queryText) noteCharacters() {
	if i := strings.IndexFunc(t.run, likeSpace); i >= 0 {
		c, _ := utf8.DecodeRuneInString(t.run[i:])
		t.noteAt(i, "write a space, unless the events have this character", fmt.Sprintf("%U, which looks like a space, in a string", c))
	}
	if at := nameInText().FindStringIndex(t.run); at != nil {
		t.noteAt(at[0], hintToFill("${"), quoted(t.run[at[0]:at[1]])+" stands for itself")
	}
}

var nameInText = lazyregexp.New(`\$\{[A-Za-z_][A-Za-z0-9_-]*\}`)
