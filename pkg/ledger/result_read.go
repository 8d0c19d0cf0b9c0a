package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// RowReader reads the rows of one stored result, in order. It is valid until the
// function that got it returns.
type RowReader interface {
	// Next returns the next row. After the last one the error is io.EOF. It wraps
	// ErrNotFound if a part of the result is missing.
	Next() (fanlight.Row, error)
}

// ReadResult hands on what one attempt found, like Findings.EachResult: a winner of the
// run's epoch, or another of its attempts. The error is ErrNotFound if it is not there.
func (l *Ledger) ReadResult(ctx context.Context, r fanlight.Run, index int, attempt string, f func(result fanlight.Result, rows RowReader) error) error {
	found := false
	w := fanlight.ParseWinner(attempt, r.Epoch)
	name := resultName(index, w.Attempt)
	items := l.cursor(ctx, l.below(epochPK(r.ID, w.Epoch), name))
	err := eachResult(items, map[string]int{name: index}, func(_ int, result fanlight.Result, rows RowReader) error {
		found = true
		return f(result, rows)
	})
	if err == nil && !found {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("read result %d of %s epoch %d, attempt %s: %w", index, r.ID, r.Epoch, attempt, err)
	}
	return nil
}

func eachResult(items *cursor, names map[string]int, f func(index int, result fanlight.Result, rows RowReader) error) error {
	for {
		it, err := items.peek()
		if it == nil || err != nil {
			return err
		}
		head, name, err := readChunk(it)
		if err != nil {
			return err
		}
		items.skip()
		index, wins := names[name]
		if !wins || head.Count == 0 {
			continue // a loser, or a chunk without its head
		}
		if err := readResult(items, name, head, func(result fanlight.Result, rows RowReader) error {
			return f(index, result, rows)
		}); err != nil {
			return fmt.Errorf("result %d: %w", index, err)
		}
	}
}

// readChunk decodes a chunk and returns the name that it shares with the others of
// its result.
func readChunk(it item) (chunk resultItem, name string, err error) {
	err = decode(it, &chunk)
	if err == nil && len(chunk.SK) < chunkDigits {
		err = fmt.Errorf("invalid key %q of a result", chunk.SK)
	}
	if err != nil {
		return chunk, "", err
	}
	return chunk, chunk.SK[:len(chunk.SK)-chunkDigits], nil
}

// readResult hands on the result whose head was read, and then reads to its end, so
// that a missing chunk does not go unnoticed.
func readResult(items *cursor, name string, head resultItem, f func(fanlight.Result, RowReader) error) error {
	pieces := &pieces{items: items, name: name, head: head}
	result := fanlight.Result{
		Outcome: fanlight.Outcome(head.Outcome), Error: head.Error, QueryID: head.QueryID, Statistics: head.Statistics,
		Took: time.Duration(head.Took) * time.Millisecond, Tries: head.tries(),
		Kept: fanlight.Kept{Columns: head.Columns, Rows: head.RowCount, Bytes: head.Bytes, Cut: head.Cut},
	}
	stored := &lines{from: pieces}
	defer stored.close()
	var rows RowReader = stored
	if head.Form == arrayForm {
		all, err := readArray(pieces)
		if err != nil {
			return err
		}
		result.Kept, rows = countRows(all), &slice{all}
	}
	if err := f(result, rows); err != nil {
		return err
	}
	_, err := io.Copy(io.Discard, pieces)
	return err
}

// pieces reads the compressed rows of one result, piece by piece.
type pieces struct {
	items *cursor
	name  string
	head  resultItem
	piece []byte // what is left of the current one
	read  int    // chunks so far
}

// Read implements io.Reader.
func (p *pieces) Read(b []byte) (int, error) {
	for len(p.piece) == 0 {
		if p.read == p.head.Count {
			return 0, io.EOF
		}
		if err := p.next(); err != nil {
			return 0, err
		}
		p.read++
	}
	n := copy(b, p.piece)
	p.piece = p.piece[n:]
	return n, nil
}

// next takes the next piece: the head's is the first one of the form of earlier
// versions, else the last.
func (p *pieces) next() error {
	if p.read == 0 && p.head.Form == arrayForm || p.read == p.head.Count-1 && p.head.Form != arrayForm {
		p.piece = p.head.Rows
		return nil
	}
	it, err := p.items.peek()
	if err != nil {
		return err
	}
	if it != nil {
		chunk, name, err := readChunk(it)
		if err != nil {
			return err
		}
		if name == p.name {
			p.items.skip()
			p.piece = chunk.Rows
			return nil
		}
	}
	return fmt.Errorf("%d of %d chunks: %w", p.read, p.head.Count, ErrNotFound)
}

// lines reads rows of which each is one JSON value.
type lines struct {
	from    io.Reader
	plain   io.ReadCloser // nil: before the first row
	decoder *json.Decoder
}

// Next implements RowReader.
func (l *lines) Next() (row fanlight.Row, err error) {
	if l.plain == nil {
		plain, err := compress.NewReader(l.from)
		if err != nil {
			return nil, endOr("read rows", err)
		}
		l.plain, l.decoder = plain, json.NewDecoder(plain)
	}
	if err := l.decoder.Decode(&row); err != nil {
		return nil, endOr("read row", err)
	}
	return row, nil
}

func (l *lines) close() {
	if l.plain != nil {
		_ = l.plain.Close() // what it reads from stays as it is
	}
}

func endOr(what string, err error) error {
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return fmt.Errorf("%s: %w", what, err)
}

// slice reads rows that are in memory.
type slice struct{ rows []fanlight.Row }

// Next implements RowReader.
func (s *slice) Next() (fanlight.Row, error) {
	if len(s.rows) == 0 {
		return nil, io.EOF
	}
	row := s.rows[0]
	s.rows = s.rows[1:]
	return row, nil
}

// readArray reads rows in the form of earlier versions, which bounded their
// number.
func readArray(from io.Reader) (rows []fanlight.Row, err error) {
	plain, err := compress.NewReader(from)
	if err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	defer func() { _ = plain.Close() }() // it was only read
	if err := json.NewDecoder(plain).Decode(&rows); err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	if _, err := io.Copy(io.Discard, plain); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return rows, nil
}

// countRows returns the counts that earlier versions did not store.
func countRows(rows []fanlight.Row) fanlight.Kept {
	var counted Rows
	const all = 1 << 62
	counted.fit(rows, all)
	kept := counted.kept
	kept.Rows = len(rows)
	return kept
}
