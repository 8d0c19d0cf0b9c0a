package dynamodb

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// row is an item of a table or index with its key. A row and its item never change.
type row struct {
	key  key
	id   string // distinguishes an index's rows that have one key; empty in a table
	item attr.Item
	size int // bytes: see attr.ItemSize
}

// attributes returns the row's item, nil for a nil row.
func (r *row) attributes() attr.Item {
	if r == nil {
		return nil
	}
	return r.item
}

func (r *row) bytes() int {
	if r == nil {
		return 0
	}
	return r.size
}

// rows has the partitions by hash key, each sorted by range key, so that a query reads only the rows that it
// returns.
type rows map[string][]*row

func (r rows) get(k key) *row {
	partition := r[k.hash]
	at, found := find(partition, &row{key: k})
	if !found {
		return nil
	}
	return partition[at]
}

// count returns the number of rows and their bytes.
func (r rows) count() (items, bytes int64) {
	for _, partition := range r {
		items += int64(len(partition))
		for _, one := range partition {
			bytes += int64(one.size)
		}
	}
	return items, bytes
}

// put stores a row and replaces one with its key and id.
func (r rows) put(added *row) {
	partition := r[added.key.hash]
	at, found := find(partition, added)
	if found {
		partition[at] = added
		return
	}
	r[added.key.hash] = slices.Insert(partition, at, added)
}

func (r rows) remove(gone *row) {
	partition := r[gone.key.hash]
	at, found := find(partition, gone)
	switch {
	case !found:
	case len(partition) == 1:
		delete(r, gone.key.hash)
	default:
		r[gone.key.hash] = slices.Delete(partition, at, at+1)
	}
}

// replace removes the old row and stores the next one. Either may be nil.
func (r rows) replace(old, next *row) {
	if old != nil && (next == nil || old.key != next.key) {
		r.remove(old)
	}
	if next != nil {
		r.put(next)
	}
}

func find(partition []*row, place *row) (at int, found bool) {
	return slices.BinarySearchFunc(partition, place, (*row).compare)
}

// compare compares two rows of a partition.
func (r *row) compare(other *row) int {
	return cmp.Or(strings.Compare(r.key.rng, other.key.rng), strings.Compare(r.id, other.id))
}
