package dynamodb_test

import (
	"fmt"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func putting(item plain) types.WriteRequest {
	return types.WriteRequest{PutRequest: &types.PutRequest{Item: item.item()}}
}

func deleting(key plain) types.WriteRequest {
	return types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: key.item()}}
}

func batch(entries ...types.WriteRequest) *sdk.BatchWriteItemInput {
	return &sdk.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{"ledger": entries}}
}

func TestCore_BatchWriteItem(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	in := batch(putting(plain{"pk": "p", "sk": "c1", "a": 1}), deleting(plain{"pk": "p", "sk": "a1"}), deleting(plain{"pk": "p", "sk": "zz"}))
	in.ReturnConsumedCapacity = types.ReturnConsumedCapacityTotal
	out, err := core.BatchWriteItem(t.Context(), in)
	expectError(t, "", err)
	expect(t, "unprocessed", 0, len(out.UnprocessedItems))
	expect(t, "units", 3.0, *out.ConsumedCapacity[0].CapacityUnits)
	after, err := core.Query(t.Context(), queryInput(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	expect(t, "sort keys", "a2 b1 b2 b3 c1", sortKeys(after))
}

func TestCore_BatchWriteItem_unprocessed(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	asked := 0
	core.Hooks.Unprocessed = func(table string, _ types.WriteRequest) bool {
		asked++
		return table == "ledger" && asked%2 == 0
	}
	var entries []types.WriteRequest
	for i := range 5 {
		entries = append(entries, putting(plain{"pk": "p", "sk": fmt.Sprint(i)}))
	}
	out, err := core.BatchWriteItem(t.Context(), batch(entries...))
	expectError(t, "", err)
	var left []any
	for _, r := range out.UnprocessedItems["ledger"] {
		left = append(left, plainOf(r.PutRequest.Item)["sk"])
	}
	expect(t, "left undone", []any{"1", "3"}, left)
	done, err := core.Query(t.Context(), queryInput(func(*sdk.QueryInput) {}))
	expectError(t, "", err)
	expect(t, "done", "0 2 4", sortKeys(done))
	expect(t, "units", 3.0, core.Units().Write)
}

func TestCore_BatchWriteItem_refused(t *testing.T) {
	t.Parallel()
	var many, large []types.WriteRequest
	for i := range 26 {
		many = append(many, putting(plain{"pk": "p", "sk": fmt.Sprint(i)}))
	}
	for i := range 17 {
		large = append(large, putting(plain{"pk": "p", "sk": fmt.Sprint(i), "a": strings.Repeat("x", 1<<20)}))
	}
	fine := putting(itemKey)
	for _, c := range []struct {
		want string
		in   *sdk.BatchWriteItemInput
	}{
		{"Invalid: Too many items requested for the BatchWriteItem call", batch(many...)},
		{"Invalid: Request size has exceeded the maximum allowed size", batch(large...)},
		{"Invalid: Item size has exceeded the maximum allowed size", batch(fine, large[0])},
		{"Invalid: Provided list of item keys contains duplicates", batch(fine, putting(itemKey.with(plain{"a": 1})))},
		{"Invalid: Provided list of item keys contains duplicates", batch(fine, deleting(itemKey))},
		{"Invalid: cannot be null or empty", batch()},
		{"Invalid: The requestItems parameter is required for BatchWriteItem", &sdk.BatchWriteItemInput{}},
		{"Invalid: exactly one of PutRequest and DeleteRequest", batch(fine, types.WriteRequest{})},
		{"Invalid: Missing the key sk in the item", batch(fine, putting(plain{"pk": "p"}))},
		{"Invalid: The provided key element does not match the schema", batch(fine, deleting(plain{"pk": "p"}))},
		{"ResourceNotFoundException: ", &sdk.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{"ledger": {fine}, "nowhere": {fine}}}},
	} {
		t.Run(c.want, func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			_, err := core.BatchWriteItem(t.Context(), c.in)
			expectError(t, c.want, err)
			expect(t, "an entry of a refused batch", plain(nil), stored(t, core))
		})
	}
}
