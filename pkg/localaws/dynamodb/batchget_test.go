package dynamodb_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func getting(keys ...plain) types.KeysAndAttributes {
	var k types.KeysAndAttributes
	for _, key := range keys {
		k.Keys = append(k.Keys, key.item())
	}
	return k
}

func batchGet(of map[string]types.KeysAndAttributes) *sdk.BatchGetItemInput {
	return &sdk.BatchGetItemInput{RequestItems: of}
}

func TestCore_BatchGetItem(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	k := getting(plain{"pk": "q", "sk": "a1"}, plain{"pk": "p", "sk": "zz"}, plain{"pk": "p", "sk": "a1"})
	k.ProjectionExpression, k.ConsistentRead = aws.String("note"), aws.Bool(true)
	in := batchGet(map[string]types.KeysAndAttributes{"ledger": k})
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
	out, err := core.BatchGetItem(t.Context(), in)
	expectError(t, "", err)
	var notes []plain
	for _, item := range out.Responses["ledger"] {
		notes = append(notes, plainOf(item))
	}
	expect(t, "items", []plain{{"note": "elsewhere"}, {"note": "na1"}}, notes)
	expect(t, "unprocessed", 0, len(out.UnprocessedKeys))
	expect(t, "units", 3.0, *out.ConsumedCapacity[0].CapacityUnits)
}

// TestCore_BatchGetItem_too_much reads items of 400 KB, of which 16 MB hold 40.
func TestCore_BatchGetItem_too_much(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	var keys []plain
	for i := range 50 {
		key := plain{"pk": "p", "sk": fmt.Sprintf("%02d", i)}
		put(t, core, key.with(plain{"a": kilobytes(399)}))
		keys = append(keys, key)
	}
	out, err := core.BatchGetItem(t.Context(), batchGet(map[string]types.KeysAndAttributes{"ledger": getting(keys...)}))
	expectError(t, "", err)
	got, left := len(out.Responses["ledger"]), out.UnprocessedKeys["ledger"].Keys
	expect(t, "items", 41, got)
	expect(t, "unprocessed", 9, len(left))
	expect(t, "the first of them", keys[41], plainOf(left[0]))
}

// TestCore_BatchGetItem_refused has the texts of dynalite's tests, which run on AWS too
// (https://github.com/architect/dynalite/blob/main/test/batchGetItem.js).
func TestCore_BatchGetItem_refused(t *testing.T) {
	t.Parallel()
	var many []plain
	for i := range 101 {
		many = append(many, plain{"pk": "p", "sk": fmt.Sprint(i)})
	}
	into := getting(itemKey)
	into.ProjectionExpression = aws.String("pk[0]")
	legacy := getting(itemKey)
	legacy.AttributesToGet = []string{"a"}
	for want, of := range map[string]map[string]types.KeysAndAttributes{
		"Invalid: The requestItems parameter is required for BatchGetItem": {},
		"Invalid: Value '[]' at 'requestItems.ledger.member.keys'":         {"ledger": {}},
		"Invalid: Too many items requested for the BatchGetItem call":      {"ledger": getting(many...)},
		"Invalid: Provided list of item keys contains duplicates":          {"ledger": getting(itemKey, itemKey)},
		"Invalid: The provided key element does not match the schema":      {"ledger": getting(plain{"pk": "p"})},
		"Invalid: Key attributes must be scalars":                          {"ledger": into},
		"Invalid: Value 'a!c' at 'tableName'":                              {"a!c": getting(itemKey)},
		"Invalid: stand-in: BatchGetItem.RequestItems.AttributesToGet":     {"ledger": legacy},
		"ResourceNotFoundException: Requested resource not found":          {"absent": getting(itemKey)},
	} {
		_, err := newCore(t).BatchGetItem(t.Context(), batchGet(of))
		expectError(t, want, err)
	}
}
