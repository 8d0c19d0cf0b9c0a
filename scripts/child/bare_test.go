package main

import (
	"path/filepath"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws"
)

// of returns the calls of an operation, of one size.
func of(made, asked, given int) *calls {
	return &calls{Made: made, Asked: made * asked, Given: made * given}
}

// aRun has what a run of 100 queries calls, and an operation whose calls do not grow with them.
func aRun() tally {
	return tally{
		"logs.StartQuery": of(100, 211, 50), "logs.GetQueryResults": of(100, 50, 250), "logs.DescribeQueries": of(11, 38, 1500),
		"sqs.SendMessageBatch": of(11, 2600, 1080), "sqs.ReceiveMessage": of(12, 171, 3600), "sqs.DeleteMessageBatch": of(14, 443, 96),
		"dynamodb.UpdateItem": of(27, 1052, 740), "dynamodb.GetItem": of(29, 120, 328), "dynamodb.PutItem": of(15, 532, 2),
		"dynamodb.BatchWriteItem": of(9, 7085, 23), "dynamodb.Query": of(24, 242, 5261), "sqs.ChangeMessageVisibilityBatch": of(12, 810, 126), "lambda.Invoke": of(1, 57, 73),
	}
}

// TestMakeCalls makes as many calls of each operation as a run, with bodies of about the same sizes.
func TestMakeCalls(t *testing.T) {
	t.Parallel()
	made := tally{}
	account := localaws.New(localaws.Options{Log: made.add})
	defer account.Close()
	if err := makeCalls(t.Context(), account, aRun()); err != nil {
		t.Fatal(err)
	}
	before := tally{} // what is set up
	empty := localaws.New(localaws.Options{Log: before.add})
	defer empty.Close()
	if err := makeCalls(t.Context(), empty, tally{}); err != nil {
		t.Fatal(err)
	}
	for name, want := range aRun() {
		if operations[name] == nil {
			continue
		}
		got := *made[name]
		if b := before[name]; b != nil {
			got.Made, got.Asked, got.Given = got.Made-b.Made, got.Asked-b.Asked, got.Given-b.Given
		}
		if name != "logs.GetQueryResults" && got.Made > want.Made+2 || got.Made < want.Made {
			t.Errorf("%s: %d calls, want %d", name, got.Made, want.Made)
		}
		for what, bytes := range map[string][2]int{"asked": {got.sizes().asked, want.sizes().asked}, "given": {got.sizes().given, want.sizes().given}} {
			if got, want := bytes[0], bytes[1]; want > 40 && (got < want*3/4 || got > want*5/4) {
				t.Errorf("%s: %d bytes %s, want about %d", name, got, what, want)
			}
		}
	}
}

// TestGrowing refuses calls that would be missing.
func TestGrowing(t *testing.T) {
	t.Parallel()
	if names, err := growing(aRun()); err != nil || len(names) != len(operations) {
		t.Errorf("got %v, %v: want all operations", names, err)
	}
	if _, err := growing(tally{"dynamodb.Scan": of(100, 1, 1)}); err == nil {
		t.Error("no error for calls that are not made")
	}
}

// TestTally_write keeps a tally in a file.
func TestTally_write(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "calls.json")
	if err := aRun().write(path); err != nil {
		t.Fatal(err)
	}
	got, err := readTally(path)
	if err != nil || got.made() != aRun().made() || *got["dynamodb.Query"] != *aRun()["dynamodb.Query"] {
		t.Errorf("read %v, %v", got, err)
	}
}
