package cwlitest

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// The kinds of sources: what the right answer of a case rests on.
const (
	Recorded   = "recorded"   // rows that the service itself returned and a user published
	Documented = "documented" // AWS's pages say so
	Run        = "run"        // a third party's notes of a run on the service
	Reported   = "reported"   // users say so, without rows
	ByRule     = "by rule"    // made from a rule that recorded or documented rows prove
	ByHand     = "by hand"    // computed by hand; also choices where AWS documents nothing
)

// Kinds are all kinds of sources, the strongest first.
var Kinds = []string{Recorded, Documented, Run, Reported, ByRule, ByHand}

// source says what the right answers of a case rest on.
type source struct{ kind, where string }

// parseSource reads KIND, WHERE. The kind may have a remark in parentheses, as in
// documented (shape), WHERE.
func parseSource(text string) (source, error) {
	for _, kind := range Kinds {
		rest, found := strings.CutPrefix(text, kind)
		where, hasPlace := strings.CutPrefix(rest, ", ")
		if found && (hasPlace || strings.HasPrefix(rest, " (")) && strings.TrimSpace(where) != "" {
			return source{kind, strings.TrimSpace(where)}, nil
		}
	}
	return source{}, fmt.Errorf("invalid source %q: want one of %s, a comma, and where it is found", text, strings.Join(Kinds, ", "))
}

// Counts are the cases of scripts and their queries, by the kind of their source.
type Counts map[string]Count

// Count is a number of cases, and of the queries in them.
type Count struct{ Cases, Queries int }

// CountScripts counts the scripts (*.txt) at the root of each file system.
func CountScripts(scripts ...fs.FS) (Counts, error) {
	counts := Counts{}
	for _, f := range scripts {
		all, err := read(f)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			for _, c := range s.cases {
				n := counts[c.source.kind]
				counts[c.source.kind] = Count{n.Cases + 1, n.Queries + len(c.steps)}
			}
		}
	}
	return counts, nil
}

// Total returns the sum over the kinds; over all of them if none is named.
func (c Counts) Total(kinds ...string) (sum Count) {
	for kind, n := range c {
		if len(kinds) == 0 || slices.Contains(kinds, kind) {
			sum.Cases += n.Cases
			sum.Queries += n.Queries
		}
	}
	return sum
}
