package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func TestHooks_IndexLag(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	lag := 0
	core.Hooks.IndexLag = func() int { return lag }
	seen := func() string {
		in := queryInput(onIndex("by-due", "#o = :o", plain{":o": "yes"}))
		out, err := core.Query(t.Context(), in)
		expectError(t, "", err)
		return sortKeys(out)
	}
	add := func(sk string) { put(t, core, plain{"pk": "p", "sk": sk, "open": "yes", "due": 1}) }

	add("a")
	expect(t, "without lag", "a", seen())
	add("b")
	add("c")
	put(t, core, plain{"pk": "p", "sk": "x", "note": "not in the index: no change to it"})
	lag = 1
	expect(t, "a lag of one change", "a b", seen())
	lag = 5
	expect(t, "never back", "a b", seen())
	_, err := core.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: plain{"pk": "p", "sk": "a"}.item()})
	expectError(t, "", err)
	expect(t, "what is deleted still shows", "a b", seen())
	core.Hooks.IndexLag = nil
	expect(t, "caught up", "b c", seen())
}

func TestIndex_projection(t *testing.T) {
	t.Parallel()
	keys := plain{"pk": "p", "sk": "b1", "open": "yes", "due": 9}
	for name, want := range map[string]plain{
		"keys":   keys,
		"some":   keys.with(plain{"note": "nb1"}),
		"by-due": keys.with(plain{"note": "nb1", "i": 4}),
	} {
		in := queryInput(onIndex(name, "#o = :o AND due = :d", plain{":o": "yes", ":d": 9}))
		out, err := filledCore(t).Query(t.Context(), in)
		expectError(t, "", err)
		expect(t, name, want, plainOf(out.Items[0]))
	}
}
