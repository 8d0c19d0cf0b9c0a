package dynamodb

import (
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// maxPage is how many bytes of items one Query looks at, before its filter.
const maxPage = 1 << 20

// page is what one Query found.
type page struct {
	items   []attr.Item // nil if only their count was asked for
	count   int32
	scanned int32
	bytes   int
	last    attr.Item // the key to go on from; nil at the end
}

// partition gives the rows that the key condition and the start key leave, in the order of the key.
func (q *query) partition(lag func() int) ([]*row, error) {
	start, err := q.startKey()
	if err != nil {
		return nil, err
	}
	partition := q.rows(lag)[sortText(q.key.Hash)]
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
	q.index.catchUp(lag())
	return q.index.rows
}

func (q *query) forward() bool {
	return q.in.ScanIndexForward == nil || *q.in.ScanIndexForward
}

// bounds cuts a range of range keys out of a partition: rows[low:high].
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

// startKey makes the place of ExclusiveStartKey, which on an index consists of both keys; nil if there is none.
func (q *query) startKey() (*row, error) {
	if q.in.ExclusiveStartKey == nil {
		return nil, nil
	}
	given, err := attr.ImportItem(q.in.ExclusiveStartKey)
	if err != nil {
		return nil, validation(err)
	}
	parts := q.keyParts()
	for name, part := range parts {
		if attr.TypeName(given[name]) != string(part.kind) {
			return nil, invalidf("The provided starting key is invalid")
		}
	}
	if len(given) != len(parts) || !attr.Equal(given[q.schema.hash.name], q.key.Hash) {
		return nil, invalidf("The provided starting key is invalid")
	}
	return q.place(given), nil
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

// read goes through the rows until the page is full. A page that Limit ends names a key to go on from
// even if nothing follows, as DynamoDB's does.
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
	if last != nil && (int(p.scanned) < len(rows) || p.scanned == aws.ToInt32(q.in.Limit)) {
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

// full tells whether the page ends before a row; the first always fits.
func (q *query) full(p page, next *row) bool {
	return p.scanned > 0 && (p.bytes+next.size > maxPage || p.scanned == aws.ToInt32(q.in.Limit))
}

func (q *query) take(p *page, r *row) {
	if !q.filter.Holds(r.item) {
		return
	}
	p.count++
	if p.items != nil {
		p.items = append(p.items, q.projection.Of(r.item))
	}
}

func (q *query) keyOf(r *row) attr.Item {
	out := attr.Item{}
	q.table.schema.pick(r.item, out)
	q.schema.pick(r.item, out)
	return out
}
