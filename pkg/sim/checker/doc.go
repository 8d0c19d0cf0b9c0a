// Package checker judges a history of package history by the promise of the protocol:
// results are counted exactly once, the report is rendered once from them, and each
// destination gets it at least once, never silently nothing.
//
// It shares no code with the simulator's oracle, the actors, the ledger or the domain:
// it knows of a seed what the lines say, reads keys and attributes as docs/protocol.md
// names them, and is written from that page. model.go is the promise as rules, in fewer
// than 200 lines. The other files add the lines up to what they say by then (see.go,
// state.go).
//
//	c := checker.New()
//	err := history.Each(file, c.See)
//	for _, f := range c.End() { fmt.Println(f) }
//
// A [Finding] names the rule, the run and the lines that show it. It takes one pass, and
// keeps what a seed's runs, queries and messages need.
package checker
