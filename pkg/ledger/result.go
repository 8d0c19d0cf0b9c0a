package ledger

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// resultItem is one chunk of a result. Chunk 0 is the head: it has everything but
// rows, and the last piece of these, since it is written last. The pieces before it
// are chunks 1, 2, ….
type resultItem struct {
	PK         string              `dynamodbav:"pk"`
	SK         string              `dynamodbav:"sk"`
	Form       int                 `dynamodbav:"form,omitempty"` // of the rows; absent: arrayForm
	Outcome    string              `dynamodbav:"outcome,omitempty"`
	Error      string              `dynamodbav:"error,omitempty"`
	QueryID    string              `dynamodbav:"query_id,omitempty"`
	Statistics fanlight.Statistics `dynamodbav:"statistics,omitempty"`
	Columns    []string            `dynamodbav:"columns,omitempty"`
	RowCount   int                 `dynamodbav:"row_count,omitempty"`
	Bytes      int64               `dynamodbav:"bytes,omitempty"`
	Cut        bool                `dynamodbav:"cut,omitempty"`
	Took       int64               `dynamodbav:"took,omitempty"`  // milliseconds
	Tries      []tryItem           `dynamodbav:"tries,omitempty"` // without an answer; this and the next three: absent in what earlier versions wrote
	Try        int                 `dynamodbav:"try,omitempty"`   // that the result is of, from 1
	Begun      int64               `dynamodbav:"begun,omitempty"` // of that try, epoch milliseconds
	Ended      int64               `dynamodbav:"ended,omitempty"` // of that try, epoch milliseconds
	Count      int                 `dynamodbav:"count,omitempty"` // number of chunks
	Rows       []byte              `dynamodbav:"rows,omitempty"`
	Expires    int64               `dynamodbav:"expires"`
}

// The forms of a result's rows, compressed.
const (
	arrayForm = 0 // one JSON array, the head's piece first: that of earlier versions
	lineForm  = 1 // one JSON value a line, the head's piece last
)

// Attempt is one try at settling a query, by its index.
type Attempt struct {
	Index  int
	ID     string          // 48 random bits in hexadecimal
	Result fanlight.Result // what is kept of its rows is counted in Rows
	Rows   *Rows           // nil: none

	Query string    // the query's ID in the report, for the log; it is not stored
	Since time.Time // when the attempt began, for the log; it is not stored
}

const resultPrefix = "RESULT#"

// resultName returns the common prefix of one result's chunks; their numbers, of
// three digits, follow.
func resultName(index int, attempt string) string {
	return fmt.Sprintf("%s%d#%s#", resultPrefix, index, attempt)
}

const chunkDigits = 3

func resultSK(index int, attempt string, chunk int) string {
	return fmt.Sprintf("%s%0*d", resultName(index, attempt), chunkDigits, chunk)
}

// PutRows stores the full chunks of an attempt's rows under their own keys, so
// that only a piece of them is held. After an error it may be called again with the
// same rows. PutResults stores the rest.
func (l *Ledger) PutRows(ctx context.Context, r fanlight.Run, index int, attempt string, rows *Rows) error {
	for piece, ok := rows.full(l.chunk); ok; piece, ok = rows.full(l.chunk) {
		chunk, err := l.resultChunk(r, index, attempt, rows.chunks+1, resultItem{Rows: piece})
		if err != nil {
			return err
		}
		if err := l.writeBatch(ctx, []types.WriteRequest{chunk}); err != nil {
			return fmt.Errorf("put rows of result %d of %s: %w", index, r.ID, err)
		}
		rows.stored(piece)
	}
	return nil
}

// PutResults makes the attempts' results durable under their own keys (rule
// S1). Nothing is ever overwritten by another content, so it may be repeated.
func (l *Ledger) PutResults(ctx context.Context, r fanlight.Run, attempts []Attempt) error {
	heads := make([]types.WriteRequest, len(attempts))
	for n, a := range attempts {
		if a.Rows == nil {
			a.Rows = &Rows{}
		}
		// All but the head come before it: a head says that the result is there whole.
		err := l.PutRows(ctx, r, a.Index, a.ID, a.Rows)
		if err == nil {
			heads[n], err = l.resultHead(r, a)
		}
		if err != nil {
			return fmt.Errorf("put result %d of %s: %w", a.Index, r.ID, err)
		}
	}
	return l.write(ctx, heads)
}

func (l *Ledger) resultHead(r fanlight.Run, a Attempt) (types.WriteRequest, error) {
	kept := a.Rows.Kept()
	head := resultItem{
		Form: lineForm, Outcome: string(a.Result.Outcome), Error: a.Result.Error, QueryID: a.Result.QueryID,
		Statistics: a.Result.Statistics, Took: a.Result.Took.Milliseconds(), Columns: kept.Columns, RowCount: kept.Rows, Bytes: kept.Bytes, Cut: kept.Cut,
		Count: a.Rows.chunks + 1, Rows: a.Rows.packed,
	}
	head.setTries(a.Result)
	return l.resultChunk(r, a.Index, a.ID, 0, head)
}

func (l *Ledger) resultChunk(r fanlight.Run, index int, attempt string, n int, it resultItem) (types.WriteRequest, error) {
	it.PK, it.SK, it.Expires = epochPK(r.ID, r.Epoch), resultSK(index, attempt, n), l.expires(r)
	marshalled, err := attributevalue.MarshalMap(it)
	if err != nil {
		return types.WriteRequest{}, fmt.Errorf("marshal chunk %d of result %d: %w", n, index, err)
	}
	return types.WriteRequest{PutRequest: &types.PutRequest{Item: marshalled}}, nil
}

// DynamoDB takes 25 entries a call (API_BatchWriteItem); results of 300 KB
// each stay below its 16 MB with that many.
const batchSize = 25

// maxRounds is how often a batch is offered until it is written: eleven seconds,
// after which the caller's own repetition is the better one.
const maxRounds = 10

// write puts items in batches and drains what was left unprocessed.
func (l *Ledger) write(ctx context.Context, writes []types.WriteRequest) error {
	for batch := range slices.Chunk(writes, batchSize) {
		if err := l.writeBatch(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

func (l *Ledger) writeBatch(ctx context.Context, left []types.WriteRequest) error {
	wait := 50 * time.Millisecond
	for range maxRounds {
		answer, err := l.api.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
			RequestItems: map[string][]types.WriteRequest{l.table: left},
		})
		if err != nil {
			return fmt.Errorf("write %d items: %w", len(left), err)
		}
		if left = answer.UnprocessedItems[l.table]; len(left) == 0 {
			return nil
		}
		if err := l.clock.Sleep(ctx, wait); err != nil {
			return err
		}
		wait = min(2*wait, 2*time.Second)
	}
	return fmt.Errorf("write %d items: still unprocessed after %d calls", len(left), maxRounds)
}
