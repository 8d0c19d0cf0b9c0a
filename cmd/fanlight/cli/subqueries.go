package cli

import "github.com/fanlight/fanlight/pkg/cwli/syntax"

// commandsOf returns the commands of a query and of the queries in parentheses in it.
// Text that is not a query has none.
func commandsOf(text string) (all []syntax.Command) {
	tree, err := syntax.Parse(text)
	if err != nil {
		return nil
	}
	tree.EachCommand(func(c syntax.Command) { all = append(all, c) })
	return all
}
