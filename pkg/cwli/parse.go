package cwli

// match is the parts of a text that a parse command found, in the row of this turn.
type match struct {
	turn int
	at   [][]int
}
