package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// defaultChunk is the most compressed bytes that one item carries: well below
// DynamoDB's limit of 400 KB an item.
const defaultChunk = 300 << 10

// chunkItem is a piece of something compressed that does not fit one item.
type chunkItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Count   int    `dynamodbav:"count"` // number of chunks
	Data    []byte `dynamodbav:"data"`
	Expires int64  `dynamodbav:"expires,omitempty"`
}

// chunkKey returns the sort key of a chunk; the numbers have three digits.
func chunkKey(prefix string, n int) string { return fmt.Sprintf("%s%03d", prefix, n) }

// createChunks stores a value of the run's epoch as JSON, in compressed chunks below a
// prefix. A chunk that is there stays.
func (l *Ledger) createChunks(ctx context.Context, r fanlight.Run, prefix string, value any) error {
	plain, err := json.Marshal(value)
	if err != nil {
		return err
	}
	packed, err := compress.GzipBytes(plain)
	if err != nil {
		return err
	}
	pieces := slices.Collect(slices.Chunk(packed, l.chunk))
	for n, piece := range pieces {
		if _, err := l.create(ctx, chunkItem{epochPK(r.ID, r.Epoch), chunkKey(prefix, n), len(pieces), piece, l.expires(r)}); err != nil {
			return err
		}
	}
	return nil
}

// assembleInto reads what createChunks stored. The error is ErrNotFound if a chunk is
// missing, and wraps fanlight.ErrNewer if a newer version stored it.
func (l *Ledger) assembleInto(ctx context.Context, pk, prefix string, value any) error {
	plain, err := l.assemble(ctx, pk, prefix)
	if err != nil {
		return err
	}
	return fanlight.DecodeStrict(plain, value)
}

// assemble reads the chunks below a prefix, each with their count, and unpacks
// what they hold together. The error is ErrNotFound if one is missing.
func (l *Ledger) assemble(ctx context.Context, pk, prefix string) ([]byte, error) {
	items, err := l.chunks(ctx, pk, prefix)
	if err != nil {
		return nil, err
	}
	var packed []byte
	for _, chunk := range items {
		packed = append(packed, chunk.Data...)
	}
	return compress.Gunzip(packed)
}

// chunks reads the chunks below a prefix. The error is ErrNotFound if one is
// missing.
func (l *Ledger) chunks(ctx context.Context, pk, prefix string) ([]chunkItem, error) {
	items, err := l.query(ctx, pk, prefix)
	if err != nil {
		return nil, err
	}
	return wholeChunks(items)
}

// wholeChunks decodes all chunks of something. The error is ErrNotFound if one is
// missing.
func wholeChunks(items []item) ([]chunkItem, error) {
	if len(items) == 0 {
		return nil, ErrNotFound
	}
	all := make([]chunkItem, len(items))
	for n, it := range items {
		if err := decode(it, &all[n]); err != nil {
			return nil, err
		}
		if all[n].Count != len(items) {
			return nil, fmt.Errorf("%d of %d chunks: %w", len(items), all[n].Count, ErrNotFound)
		}
	}
	return all, nil
}

// keep sets the expiry of every item below a prefix that still exists. It holds only
// their keys.
func (l *Ledger) keep(ctx context.Context, pk, prefix string, expires int64) error {
	in := l.below(pk, prefix)
	in.ProjectionExpression = aws.String("pk, sk")
	return l.each(ctx, in, func(it item) error {
		var k key
		if err := decode(it, &k); err != nil {
			return err
		}
		_, _, err := l.update(ctx, update{
			key: k, set: "SET expires = :expires", when: "attribute_exists(pk)",
			values: item{":expires": number(expires)},
		})
		return err
	})
}
