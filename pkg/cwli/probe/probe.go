package probe

import "slices"

// Choice is a question that AWS does not document, what the engine does, and how to find
// out what the service does.
type Choice struct {
	Name     string   // in lower case, with dashes
	Question string   // in Markdown
	Choice   string   // what the engine does, in Markdown
	Events   []string // messages; at most Span/Step of them
	Queries  []Query  // at least one
}

// Query is a query over the events of a choice, with the answer that the engine gives.
type Query struct {
	Text    string
	Chosen  Answer
	Others  []Other // other answers that are known to be possible
	Columns bool    // only the names of the columns are compared
	Limit   int     // the parameter of StartQuery; 0 is the largest that needs no limit command
}

// Other is an answer that the engine has not chosen.
type Other struct {
	Answer Answer
	Means  string // what an engine does that gives it
}

// Choices returns all choices, in the order of the documentation.
func Choices() []Choice {
	return slices.Concat(comparisons, operators, numbers, texts, orders, groups, times, commands, columns, functions(), estimates())
}
