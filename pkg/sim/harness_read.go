package sim

import (
	"errors"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// Run reads a run's META. It returns the zero value if there is none.
func (h *Harness) Run(id fanlight.RunID) fanlight.Run {
	h.T.Helper()
	run, err := h.Ledger().Run(h.T.Context(), id)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) && !errors.Is(err, fanlight.ErrNewer) && !errors.Is(err, ledger.ErrNoDefinition) {
		h.T.Fatal(err)
	}
	return run
}

// Shards reads the progress of the run's epoch.
func (h *Harness) Shards(run fanlight.Run) []fanlight.Progress {
	h.T.Helper()
	shards, err := h.Ledger().AllProgress(h.T.Context(), run)
	if err != nil {
		h.T.Fatal(err)
	}
	return shards
}

// Result reads the result that counts for a query. It returns the zero value if
// there is none yet.
func (h *Harness) Result(run fanlight.Run, index int) fanlight.Result {
	h.T.Helper()
	for _, p := range h.Shards(run) {
		if attempt := p.Winners[index]; attempt != "" {
			return h.winner(run, index, attempt)
		}
	}
	return fanlight.Result{}
}

func (h *Harness) winner(run fanlight.Run, index int, attempt string) fanlight.Result {
	h.T.Helper()
	result, _ := h.read(run, index, attempt)
	return result
}

// Rows reads the rows of the result that counts for a query.
func (h *Harness) Rows(run fanlight.Run, index int) []fanlight.Row {
	h.T.Helper()
	_, rows := h.read(run, index, h.Shards(run)[fanlight.ShardOf(index)].Winners[index])
	return rows
}

func (h *Harness) read(run fanlight.Run, index int, attempt string) (result fanlight.Result, all []fanlight.Row) {
	h.T.Helper()
	err := h.Ledger().ReadResult(h.T.Context(), run, index, attempt, func(r fanlight.Result, rows ledger.RowReader) error {
		result = r
		for {
			row, err := rows.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			all = append(all, row)
		}
	})
	if err != nil {
		h.T.Errorf("the winner of query %d in epoch %d has no result: %v", index, run.Epoch, err)
	}
	return result, all
}

// Outcomes reads the outcome of every query of the run's epoch, empty for those
// without one.
func (h *Harness) Outcomes(run fanlight.Run) []fanlight.Outcome {
	h.T.Helper()
	all := make([]fanlight.Outcome, run.Total)
	for _, p := range h.Shards(run) {
		for i, attempt := range p.Winners {
			all[i] = h.winner(run, i, attempt).Outcome
		}
	}
	return all
}

// Check asserts rules S1 and S2 of every epoch of a run: the counter is the
// number of winners and at most the shard's size, every winner is of the shard
// and its result is durable. This holds at every moment.
func (h *Harness) Check(id fanlight.RunID) {
	h.T.Helper()
	run := h.Run(id)
	for epoch := 1; epoch <= run.Epoch; epoch++ {
		of := run
		of.Epoch = epoch
		for _, p := range h.Shards(of) {
			h.checkShard(of, p)
		}
	}
}

func (h *Harness) checkShard(run fanlight.Run, p fanlight.Progress) {
	h.T.Helper()
	if p.Settled != len(p.Winners) || p.Settled > p.Size {
		h.T.Errorf("epoch %d, shard %d of size %d: the counter is %d with winners %v", run.Epoch, p.Shard, p.Size, p.Settled, p.Winners)
	}
	for i, attempt := range p.Winners {
		if fanlight.ShardOf(i) != p.Shard || i >= run.Total {
			h.T.Errorf("epoch %d, shard %d has a winner of query %d", run.Epoch, p.Shard, i)
		}
		h.winner(run, i, attempt)
	}
}

// Lose deletes the first item of the result that counts for a query, as if it
// had expired. It fails the test if there is none.
func (h *Harness) Lose(run fanlight.Run, index int) {
	h.T.Helper()
	attempt := h.Shards(run)[fanlight.ShardOf(index)].Winners[index]
	w := fanlight.ParseWinner(attempt, run.Epoch)
	deleted, err := h.DynamoDB.DeleteItem(h.T.Context(), &dynamodb.DeleteItemInput{
		TableName: &h.Names.Table, ReturnValues: types.ReturnValueAllOld,
		Key: item{
			ledger.PartitionKey: &types.AttributeValueMemberS{Value: partition(run.ID, w.Epoch)},
			ledger.SortKey:      &types.AttributeValueMemberS{Value: fmt.Sprintf("RESULT#%d#%s#000", index, w.Attempt)},
		},
	})
	if err != nil || deleted.Attributes == nil {
		h.T.Fatalf("delete the result of query %d: %v, %v", index, deleted, err)
	}
	err = h.Ledger().ReadResult(h.T.Context(), run, index, attempt, func(fanlight.Result, ledger.RowReader) error { return nil })
	if !errors.Is(err, ledger.ErrNotFound) {
		h.T.Fatalf("the result of query %d is still there: %v", index, err)
	}
}
