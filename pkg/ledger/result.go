package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// resultItem is one chunk of a result. Chunk 0 carries everything but the
// rows' later pieces.
type resultItem struct {
	PK         string              `dynamodbav:"pk"`
	SK         string              `dynamodbav:"sk"`
	Outcome    string              `dynamodbav:"outcome,omitempty"`
	Error      string              `dynamodbav:"error,omitempty"`
	QueryID    string              `dynamodbav:"query_id,omitempty"`
	Statistics fanlight.Statistics `dynamodbav:"statistics,omitempty"`
	Took       int64               `dynamodbav:"took,omitempty"`  // milliseconds
	Count      int                 `dynamodbav:"count,omitempty"` // number of chunks
	Rows       []byte              `dynamodbav:"rows,omitempty"`
	Expires    int64               `dynamodbav:"expires"`
}

// Attempt is one try at settling a query, by its index.
type Attempt struct {
	Index  int
	ID     string // 48 random bits in hexadecimal
	Result fanlight.Result

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

// PutResults makes the attempts' results durable under their own keys (rule
// S1). Nothing is ever overwritten by another content, so it may be repeated.
func (l *Ledger) PutResults(ctx context.Context, r fanlight.Run, attempts []Attempt) error {
	var writes []types.WriteRequest
	for _, a := range attempts {
		items, err := l.resultItems(r, a)
		if err != nil {
			return fmt.Errorf("put result %d of %s: %w", a.Index, r.ID, err)
		}
		writes = append(writes, items...)
	}
	return l.write(ctx, writes)
}

func (l *Ledger) resultItems(r fanlight.Run, a Attempt) ([]types.WriteRequest, error) {
	plain, err := json.Marshal(a.Result.Rows)
	if err != nil {
		return nil, err
	}
	packed, err := pack(plain)
	if err != nil {
		return nil, err
	}
	var writes []types.WriteRequest
	pieces := cut(packed)
	for n, piece := range pieces {
		it := resultItem{
			PK: epochPK(r.ID, r.Epoch), SK: resultSK(a.Index, a.ID, n), Rows: piece, Expires: l.expires(r),
		}
		if n == 0 {
			it.Outcome, it.Error, it.QueryID = string(a.Result.Outcome), a.Result.Error, a.Result.QueryID
			it.Statistics, it.Took, it.Count = a.Result.Statistics, a.Result.Took.Milliseconds(), len(pieces)
		}
		marshalled, err := attributevalue.MarshalMap(it)
		if err != nil {
			return nil, err
		}
		writes = append(writes, types.WriteRequest{PutRequest: &types.PutRequest{Item: marshalled}})
	}
	return writes, nil
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

// Result reads what one attempt found: a winner of the run's epoch, or another of its
// attempts. The error is ErrNotFound if a chunk of it is missing.
func (l *Ledger) Result(ctx context.Context, r fanlight.Run, index int, attempt string) (fanlight.Result, error) {
	w := fanlight.ParseWinner(attempt, r.Epoch)
	items, err := l.query(ctx, epochPK(r.ID, w.Epoch), resultName(index, w.Attempt))
	if err != nil {
		return fanlight.Result{}, err
	}
	result, err := joinResult(items)
	if err != nil {
		return result, fmt.Errorf("read result %d of %s epoch %d, attempt %s: %w", index, r.ID, r.Epoch, attempt, err)
	}
	return result, nil
}

func joinResult(items []item) (fanlight.Result, error) {
	var head resultItem
	var packed []byte
	for n, it := range items {
		var chunk resultItem
		if err := decode(it, &chunk); err != nil {
			return fanlight.Result{}, err
		}
		if n == 0 {
			head = chunk
		}
		packed = append(packed, chunk.Rows...)
	}
	if head.Count == 0 || head.Count != len(items) {
		return fanlight.Result{}, fmt.Errorf("%d of %d chunks: %w", len(items), head.Count, ErrNotFound)
	}
	result := fanlight.Result{
		Outcome: fanlight.Outcome(head.Outcome), Error: head.Error,
		QueryID: head.QueryID, Statistics: head.Statistics, Took: time.Duration(head.Took) * time.Millisecond,
	}
	plain, err := unpack(packed)
	if err != nil {
		return result, err
	}
	return result, json.Unmarshal(plain, &result.Rows)
}
