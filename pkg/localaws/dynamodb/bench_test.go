package dynamodb_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// BenchmarkSettle is the most frequent update of docs/protocol.md on a full shard of 16: it sets a winner and
// adds to the counter on a condition, and returns the new item.
func BenchmarkSettle(b *testing.B) {
	core := newCore(b)
	shard := itemKey.with(plain{"size": 16, "settled": 0})
	for i := range 16 {
		shard = shard.with(plain{fmt.Sprint("q", i): "1:0123456789abcdef"})
	}
	put(b, core, shard)
	in := update{"SET w0 = :w ADD settled :n", nil, plain{":w": "a1b2c3", ":n": 1}}.input()
	in.ConditionExpression = aws.String("attribute_exists(pk) AND attribute_not_exists(w1)")
	in.ReturnValues = types.ReturnValueAllNew
	for b.Loop() {
		if _, err := core.UpdateItem(b.Context(), in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQueryOnePartitionOfMany(b *testing.B) {
	core := newCore(b)
	for i := range 12_000 {
		put(b, core, plain{"pk": fmt.Sprint("p", i/4), "sk": fmt.Sprint(i), "a": 1})
	}
	in := queryInput(where("pk = :p", plain{":p": "p7"}))
	for b.Loop() {
		out, err := core.Query(b.Context(), in)
		if err != nil || out.Count != 4 {
			b.Fatal(out, err)
		}
	}
}
