package dynamodb_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestCore_PutItem(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	first, second := itemKey.with(plain{"a": 1}), itemKey.with(plain{"b": strset{"y", "x"}, "c": num("1.0")})
	for _, c := range []struct{ put, old plain }{{first, nil}, {second, first}} {
		out, err := core.PutItem(t.Context(), &sdk.PutItemInput{
			TableName: aws.String("ledger"), Item: c.put.item(), ReturnValues: types.ReturnValueAllOld,
		})
		expectError(t, "", err)
		expect(t, "old item", c.old, plainOf(out.Attributes))
	}
	expect(t, "item", itemKey.with(plain{"b": strset{"x", "y"}, "c": 1}), stored(t, core))
}

func TestCore_PutItem_refused(t *testing.T) {
	t.Parallel()
	deep := any(1)
	for range 33 {
		deep = []any{deep}
	}
	for _, c := range []struct {
		item plain
		want string
	}{
		{plain{"pk": "p"}, "Missing the key sk in the item"},
		{plain{"pk": "p", "sk": 1}, "Type mismatch for key sk expected: S actual: N"},
		{plain{"pk": "", "sk": "s"}, "The AttributeValue for a key attribute cannot contain an empty string value. Key: pk"},
		{plain{"pk": strings.Repeat("p", 2049), "sk": "s"}, "Size of hashkey has exceeded the maximum size limit of2048 bytes"},
		{plain{"pk": "p", "sk": strings.Repeat("s", 1025)}, "Aggregated size of all range keys has exceeded the size limit of 1024 bytes"},
		{itemKey.with(plain{"a": strset{}}), "An string set  may not be empty"},
		{itemKey.with(plain{"a": numset{}}), "An number set  may not be empty"},
		{itemKey.with(plain{"a": binset{}}), "Binary sets should not be empty"},
		{itemKey.with(plain{"a": strset{"x", "x"}}), "Input collection [x, x] contains duplicates."},
		{itemKey.with(plain{"a": numset{"1", "1.0"}}), "Input collection [1, 1] contains duplicates."},
		{itemKey.with(plain{"a": num("1e999")}), "Number overflow"},
		{itemKey.with(plain{"a": num("1e-131")}), "Number underflow"},
		{itemKey.with(plain{"a": num("1" + strings.Repeat("0", 37) + "1")}), "more than 38 significant digits"},
		{itemKey.with(plain{"": 1}), "An attribute name must not be empty"},
		{itemKey.with(plain{"a": deep}), "Nesting Levels have exceeded supported limits"},
		{itemKey.with(plain{"a": strings.Repeat("x", 400<<10)}), "Item size has exceeded the maximum allowed size"},
		{itemKey.with(plain{"open": 1}), "Type mismatch for Index Key open Expected: S Actual: N IndexName: by-due"},
	} {
		t.Run(c.want, func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			_, err := core.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String("ledger"), Item: c.item.item()})
			expectError(t, "Invalid: "+c.want, err)
			expect(t, "item", plain(nil), stored(t, core))
		})
	}
	_, err := newCore(t).PutItem(t.Context(), &sdk.PutItemInput{
		TableName: aws.String("ledger"), Item: map[string]types.AttributeValue{"pk": value("p"), "sk": value("s"), "a": nil}})
	expectError(t, "Invalid: Supplied AttributeValue is empty", err)
	_, err = newCore(t).PutItem(t.Context(), &sdk.PutItemInput{
		TableName: aws.String("ledger"), Item: map[string]types.AttributeValue{"pk": value("p"), "sk": value("s"), "a": &types.AttributeValueMemberNULL{}}})
	expectError(t, "Invalid: Null attribute value types must have the value of true", err)
}
