package source

import (
	"errors"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// onlyOnAWS is the hint of a note about what the service accepts and `fanlight run`
// cannot run.
const onlyOnAWS = "the query runs only on AWS"

// RunsLocally reports whether `fanlight run` can run the text of a report's query. It is
// false for one that only AWS can run.
func RunsLocally(text string) bool {
	tree, err := syntax.Parse(text)
	return err == nil && notLocal(tree) == nil
}

// noteLocal notes what cannot be run here.
func (t queryText) noteLocal(tree *syntax.Query) {
	bad := notLocal(tree)
	switch {
	case bad == nil:
	case bad.Unsupported:
		t.noteAt(bad.Offset, onlyOnAWS, bad.Message)
	default:
		t.problemAt(bad.Offset, bad.Hint, bad.Message)
	}
}

// notLocal returns why a query cannot be run here, nil if it can.
func notLocal(tree *syntax.Query) (reason *expr.Error) {
	_, err := cwli.CompileTree(tree)
	if bad, ok := errors.AsType[*expr.Error](err); ok {
		return bad
	}
	tree.EachCommand(func(c syntax.Command) {
		if lookup, ok := c.(*syntax.Lookup); ok && reason == nil {
			reason = &expr.Error{Offset: lookup.Offset, End: lookup.End, Unsupported: true,
				Message: "`" + c.Keyword() + "` reads a table of the account, which `fanlight run` does not have"}
		}
	})
	return reason
}
