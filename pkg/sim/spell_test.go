package sim

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// quiet returns a simulation in which only some kinds of faults happen, and these always.
func quiet(kinds ...Fault) *simulation {
	s := newSimulation(1, Options{Queries: 1, FaultFree: true}, false)
	for _, f := range kinds {
		s.drawn.likely[f] = 1
	}
	s.drawn.from, s.drawn.until = s.Clock.now, s.Clock.now.Add(24*time.Hour)
	return s
}

// refusedIn returns how many of 200 calls are refused, a second apart.
func refusedIn(s *simulation, want Fault, calls func() Call) (n int) {
	for range 200 {
		s.Clock.Advance(time.Second)
		if s.refusedForMinutes(calls()) == want {
			n++
		}
	}
	return n
}

func writeOf(pk string) Call {
	return Call{Op: "PutItem", Input: &dynamodb.PutItemInput{Item: item{"pk": text(pk)}}}
}

// TestSimulation_refusedForMinutes refuses one service, or the writes of one partition, and no
// other call.
func TestSimulation_refusedForMinutes(t *testing.T) {
	t.Parallel()
	busy := quiet(PartitionBusy)
	if n := refusedIn(busy, PartitionBusy, func() Call { return writeOf("p") }); n < 10 || n == 200 {
		t.Errorf("%d of 200 writes are refused: want some, one after the other", n)
	}
	if n := refusedIn(busy, PartitionBusy, func() Call { return Call{Op: "GetItem", Input: &dynamodb.GetItemInput{}} }); n > 0 {
		t.Errorf("%d reads are refused", n)
	}
	denied := quiet(Denied)
	for denied.refusedForMinutes(Call{Op: "ReceiveMessage"}) == NoFault {
	}
	if !denied.spell(Denied, "sqs") || denied.spells[refusal{Denied, "dynamodb"}] != (time.Time{}) {
		t.Errorf("refused: %v", denied.spells)
	}
	if denied.Clock.Advance(maxSpell); denied.Clock.now.Before(denied.spells[refusal{Denied, "sqs"}]) {
		t.Error("a spell lasts too long")
	}
}
