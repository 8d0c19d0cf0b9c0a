package fanlight

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
)

// Bounded reports whether an estimate of what the query would scan decides whether it is
// run: its report has a budget, or it has a max_scan (rule W8).
func (q Query) Bounded() bool { return q.MaxScan > 0 || q.Budget > 0 }

// Estimate has the answer of Logs Insights about the bytes of a scope.
type Estimate struct {
	Bytes   int64
	Unknown string // why the number is not known, for people; empty: it is
}

// Scope names queries for which one estimate holds: those with the same log groups, and
// the same text if that changes what is read.
type Scope struct {
	Key   string // names it: 16 characters
	Query Query  // whose scan is estimated
}

// wholeScan is the text whose scan is that of each query which reads its log groups and
// window once and whole.
const wholeScan = "fields @message"

// Scope returns the scope of the query.
func (q Query) Scope() Scope {
	q.LogGroups = slices.Sorted(slices.Values(q.LogGroups))
	if !readsOtherwise(q.Text) {
		q.Text = wholeScan
	}
	sum := sha256.Sum256([]byte(strings.Join(q.LogGroups, "\n") + "\x00" + q.Text))
	return Scope{base64.RawURLEncoding.EncodeToString(sum[:12]), q}
}

// readsOtherwise reports whether the text of a query may have it read other log groups,
// another time, or a part of its own (docs.aws.amazon.com/AmazonCloudWatch/latest/logs:
// CWL_QuerySyntax-Source, -FilterIndex, -Diff, -Logcompare, -Join, -Subqueries, -Limit).
// It only looks for words: where one stands for something else the query has an estimate of its own.
func readsOtherwise(text string) bool {
	text = strings.ToLower(text)
	return len(text) == 0 || slices.ContainsFunc(otherReads, func(word string) bool { return strings.Contains(text, word) })
}

var otherReads = []string{"source", "filterindex", "diff", "logcompare", "join", "appendcols", " in (", " in(", "limit any", "estimate"}
