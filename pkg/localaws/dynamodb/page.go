package dynamodb

import (
	"iter"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// maxPage is the largest size in bytes of the items that a Query or a Scan reads, before its filter.
const maxPage = 1 << 20

// page is the result of a Query or a Scan.
type page struct {
	items   []attr.Item // nil with Select COUNT
	count   int32
	scanned int32
	bytes   int
	last    attr.Item // LastEvaluatedKey; nil at the end
}

// partition returns the rows that fulfil the key condition and follow the start key, in the order of the key.
// It calls lag if it reads an index, and stale if it reads the table.
func (q *query) partition(lag func() int, stale func() time.Time) ([]*row, error) {
	start, err := q.startKey()
	if err != nil {
		return nil, err
	}
	if start != nil {
		if low, high := bounds([]*row{start}, q.key.Range); low >= high {
			return nil, invalidf("The provided starting key does not match the range key predicate")
		}
	}
	partition := q.rows(lag)[sortText(q.key.Hash)]
	if q.index == nil {
		partition = q.table.past.partition(partition, sortText(q.key.Hash), stale())
	}
	low, high := bounds(partition, q.key.Range)
	switch {
	case start == nil:
	case q.forward():
		low = max(low, sort.Search(len(partition), func(i int) bool { return partition[i].compare(start) > 0 }))
	default:
		high = min(high, sort.Search(len(partition), func(i int) bool { return partition[i].compare(start) >= 0 }))
	}
	return partition[low:max(low, high)], nil
}

func (q *query) rows(lag func() int) rows {
	if q.index == nil {
		return q.table.rows
	}
	if !q.index.local {
		q.index.catchUp(lag())
	}
	return q.index.rows
}

func (q *query) forward() bool {
	return q.in.ScanIndexForward == nil || *q.in.ScanIndexForward
}

// bounds returns the range of a partition that fulfils the condition on the range key: partition[low:high].
func bounds(partition []*row, r expr.KeyRange) (low, high int) {
	first := func(enough func(rng string) bool) int {
		return sort.Search(len(partition), func(i int) bool { return enough(partition[i].key.rng) })
	}
	text := sortText(r.Low)
	from := func() int { return first(func(rng string) bool { return rng >= text }) }
	after := func() int { return first(func(rng string) bool { return rng > text }) }
	switch r.Op {
	case "=":
		return from(), after()
	case "<":
		return 0, from()
	case "<=":
		return 0, after()
	case ">":
		return after(), len(partition)
	case ">=":
		return from(), len(partition)
	case "BETWEEN":
		upper := sortText(r.High)
		return from(), first(func(rng string) bool { return rng > upper })
	case "begins_with":
		return from(), first(func(rng string) bool { return rng >= text && !strings.HasPrefix(rng, text) })
	default:
		return 0, len(partition)
	}
}

// startKey returns a row with the key of ExclusiveStartKey, nil if there is none. For an index the parameter has
// the keys of the index and of the table.
func (q *query) startKey() (*row, error) {
	if q.start == nil {
		return nil, nil
	}
	parts := q.keyParts()
	for name, part := range parts {
		v := q.start[name]
		if attr.TypeName(v) != string(part.kind) || emptyKind(v) != "" {
			return nil, invalidf("The provided starting key is invalid")
		}
	}
	if len(q.start) != len(parts) || q.parts == nil && !attr.Equal(q.start[q.schema.hash.name], q.key.Hash) {
		return nil, invalidf("The provided starting key is invalid")
	}
	return q.place(q.start), nil
}

func (q *query) keyParts() map[string]keyAttribute {
	parts := make(map[string]keyAttribute)
	for _, part := range append(q.schema.parts(), q.table.schema.parts()...) {
		parts[part.name] = part
	}
	return parts
}

func (q *query) place(item attr.Item) *row {
	place := &row{key: q.schema.keyOf(item)}
	if q.index != nil {
		place.id = rowID(q.table.schema.keyOf(item))
	}
	return place
}

// read returns the first page of the rows. A page that Limit ends has a LastEvaluatedKey even if no row follows,
// as on AWS.
func (q *query) read(rows []*row) page {
	var p page
	if q.in.Select != types.SelectCount {
		p.items = []attr.Item{}
	}
	var last *row
	for r := range q.inOrder(rows) {
		if q.full(p, r) {
			break
		}
		p.bytes += r.size
		p.scanned++
		q.take(&p, r)
		last = r
	}
	if last != nil && (int(p.scanned) < len(rows) || int(p.scanned) == q.most) {
		p.last = q.keyOf(last)
	}
	return p
}

func (q *query) inOrder(rows []*row) iter.Seq[*row] {
	if q.forward() {
		return slices.Values(rows)
	}
	return func(yield func(*row) bool) {
		for _, r := range slices.Backward(rows) {
			if !yield(r) {
				return
			}
		}
	}
}

// full reports whether the page ends before a row. The first row always fits.
func (q *query) full(p page, next *row) bool {
	return p.scanned > 0 && (p.bytes+next.size > maxPage || int(p.scanned) == q.most)
}

func (q *query) take(p *page, r *row) {
	item := r.item
	if q.whole {
		item = q.table.rows.get(q.table.schema.keyOf(r.item)).item
	}
	if !q.filter.Holds(item) {
		return
	}
	p.count++
	if p.items != nil {
		p.items = append(p.items, q.projection.Of(item))
	}
}

func (q *query) keyOf(r *row) attr.Item {
	out := attr.Item{}
	q.table.schema.pick(r.item, out) // an index always has the table's key
	q.schema.pick(r.item, out)
	return out
}
