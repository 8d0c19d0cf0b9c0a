package ledger

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// maxColumnNames bounds the bytes of the names that the first item of a result
// lists, which has room for no more.
const maxColumnNames = 64 << 10

// Rows are rows on their way into the ledger: compressed as they come, and counted.
// The zero value has none. Full chunks leave it with Ledger.PutRows, so that it
// stays small whatever the result.
type Rows struct {
	kept   fanlight.Kept
	names  int    // bytes of the column names
	chunks int    // that are stored
	packed []byte // what comes after them
}

// Kept returns the counts of the rows so far.
func (r *Rows) Kept() fanlight.Kept { return r.kept }

// Held returns the bytes that are in memory, compressed.
func (r *Rows) Held() int { return len(r.packed) }

// Add adds a page of rows, until their cells have more than most bytes together
// with the earlier ones. It reports whether all were kept: after one was left out,
// no further row may be added.
func (r *Rows) Add(page []fanlight.Row, most int64) (all bool, err error) {
	fit := page[:r.fit(page, most)]
	if len(fit) > 0 {
		member, err := packRows(fit)
		if err != nil {
			return false, err
		}
		r.packed = append(r.packed, member...)
	}
	r.kept.Rows += len(fit)
	r.kept.Cut = len(fit) < len(page)
	return !r.kept.Cut, nil
}

// fit counts the rows of a page that most bytes leave room for, and notes their
// names and sizes.
func (r *Rows) fit(page []fanlight.Row, most int64) int {
	for n, row := range page {
		size := row.Size()
		if r.kept.Bytes+size > most {
			return n
		}
		r.kept.Bytes += size
		r.name(row)
	}
	return len(page)
}

func (r *Rows) name(row fanlight.Row) {
	for _, f := range row {
		if !slices.Contains(r.kept.Columns, f.Name) && r.names+len(f.Name) <= maxColumnNames {
			r.kept.Columns, r.names = append(r.kept.Columns, f.Name), r.names+len(f.Name)
		}
	}
}

// full returns the next chunk of so many bytes if it is full.
func (r *Rows) full(size int) (piece []byte, ok bool) {
	if len(r.packed) < size {
		return nil, false
	}
	return r.packed[:size], true
}

// stored drops the chunk that full returned.
func (r *Rows) stored(piece []byte) {
	r.chunks++
	r.packed = slices.Clone(r.packed[len(piece):]) // what is stored may be freed
}

// packRows compresses rows, one JSON value a line. The results of several calls
// one after another are one stream again (RFC 1952, section 2.2).
func packRows(rows []fanlight.Row) ([]byte, error) {
	return compress.Gzip(func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		for _, row := range rows {
			if err := e.Encode(row); err != nil {
				return err
			}
		}
		return nil
	})
}
