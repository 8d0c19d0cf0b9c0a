package pipelinetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Run reads META; the zero value if there is none.
func (w *World) Run(id fanlight.RunID) fanlight.Run {
	w.T.Helper()
	return absent[fanlight.Run](w.T)(w.Ledger().Run(w.T.Context(), id))
}

// Shards reads the progress of the run's epoch.
func (w *World) Shards(run fanlight.Run) []fanlight.Progress {
	w.T.Helper()
	shards, err := w.Ledger().AllProgress(w.T.Context(), run)
	if err != nil {
		w.T.Fatal(err)
	}
	return shards
}

// Result reads the result that counts for a query; the zero value if there is
// none yet.
func (w *World) Result(run fanlight.Run, index int) fanlight.Result {
	w.T.Helper()
	for _, p := range w.Shards(run) {
		if attempt := p.Winners[index]; attempt != "" {
			return w.winner(run, index, attempt)
		}
	}
	return fanlight.Result{}
}

func (w *World) winner(run fanlight.Run, index int, attempt string) fanlight.Result {
	w.T.Helper()
	result, err := w.Ledger().Result(w.T.Context(), run, index, attempt)
	if err != nil {
		w.T.Errorf("the winner of query %d in epoch %d has no result: %v", index, run.Epoch, err)
	}
	return result
}

// Outcomes returns the outcome of every query of the run's epoch, empty for
// those without one.
func (w *World) Outcomes(run fanlight.Run) []fanlight.Outcome {
	w.T.Helper()
	all := make([]fanlight.Outcome, run.Total)
	for _, p := range w.Shards(run) {
		for i, attempt := range p.Winners {
			all[i] = w.winner(run, i, attempt).Outcome
		}
	}
	return all
}

// Check asserts of every epoch of a run what holds at every moment
// (PROTOCOL.md section 9): the counter is the number of winners and at most
// the shard's size, every winner is of the shard and its result is durable.
func (w *World) Check(id fanlight.RunID) {
	w.T.Helper()
	run := w.Run(id)
	for epoch := 1; epoch <= run.Epoch; epoch++ {
		of := run
		of.Epoch = epoch
		for _, p := range w.Shards(of) {
			if p.Settled != len(p.Winners) || p.Settled > p.Size {
				w.T.Errorf("epoch %d, shard %d of size %d: the counter is %d with winners %v", epoch, p.Shard, p.Size, p.Settled, p.Winners)
			}
			for i, attempt := range p.Winners {
				if fanlight.ShardOf(i) != p.Shard || i >= run.Total {
					w.T.Errorf("epoch %d, shard %d has a winner of query %d", epoch, p.Shard, i)
				}
				w.winner(of, i, attempt)
			}
		}
	}
}

func absent[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil && !errors.Is(err, ledger.ErrNotFound) && !errors.Is(err, fanlight.ErrNewer) {
			t.Fatal(err)
		}
		return v
	}
}

// Lose deletes the result that counts for a query, as if it had expired.
func (w *World) Lose(run fanlight.Run, index int) {
	w.T.Helper()
	attempt := w.Shards(run)[fanlight.ShardOf(index)].Winners[index]
	_, err := w.DynamoDB.DeleteItem(w.T.Context(), &dynamodb.DeleteItemInput{TableName: &w.Names.Table, Key: map[string]types.AttributeValue{
		ledger.PartitionKey: &types.AttributeValueMemberS{Value: fmt.Sprintf("RUN#%s#%d", run.ID, run.Epoch)},
		ledger.SortKey:      &types.AttributeValueMemberS{Value: fmt.Sprintf("RESULT#%d#%s#000", index, attempt)},
	}})
	if err != nil {
		w.T.Fatal(err)
	}
	if _, err := w.Ledger().Result(w.T.Context(), run, index, attempt); !errors.Is(err, ledger.ErrNotFound) {
		w.T.Fatalf("the result of query %d is still there: %v", index, err)
	}
}
