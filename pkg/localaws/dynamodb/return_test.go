package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestReturnValues(t *testing.T) {
	t.Parallel()
	before := itemKey.with(plain{"n": 1, "same": 5, "m": plain{"x": 1, "y": 2}, "l": []any{1, 2, 3}, "gone": 1})
	after := itemKey.with(plain{"n": 2, "same": 5, "m": plain{"x": 9, "y": 2}, "l": []any{1, 8, 9}, "fresh": 3})
	change := update{"ADD n :one SET same = same, m.x = :x, l[2] = :x, l[1] = :l, fresh = :new REMOVE gone",
		nil, plain{":one": 1, ":x": 9, ":l": 8, ":new": 3}}
	for _, c := range []struct {
		want   types.ReturnValue
		before plain
		answer plain
	}{
		{"", before, nil},
		{types.ReturnValueNone, before, nil},
		{types.ReturnValueAllOld, before, before},
		{types.ReturnValueAllNew, before, after},
		{types.ReturnValueUpdatedOld, before, plain{"n": 1, "same": 5, "m": plain{"x": 1}, "l": []any{2, 3}, "gone": 1}},
		{types.ReturnValueUpdatedNew, before, plain{"n": 2, "same": 5, "m": plain{"x": 9}, "l": []any{8, 9}, "fresh": 3}},
	} {
		t.Run(string(c.want), func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			put(t, core, c.before)
			in := change.input()
			in.ReturnValues = c.want
			out, err := core.UpdateItem(t.Context(), in)
			expectError(t, "", err)
			expect(t, "attributes", c.answer, plainOf(out.Attributes))
			expect(t, "item", after, stored(t, core))
		})
	}
}

func TestReturnValuesOfANewItem(t *testing.T) {
	t.Parallel()
	for want, answer := range map[types.ReturnValue]plain{
		types.ReturnValueAllOld:     nil,
		types.ReturnValueUpdatedOld: nil,
		types.ReturnValueAllNew:     itemKey.with(plain{"a": 1}),
		types.ReturnValueUpdatedNew: {"a": 1},
	} {
		in := update{"SET a = :v REMOVE b", nil, plain{":v": 1}}.input()
		in.ReturnValues = want
		out, err := newCore(t).UpdateItem(t.Context(), in)
		expectError(t, "", err)
		expect(t, string(want), answer, plainOf(out.Attributes))
	}
}

func TestAnUpdateWithoutExpressionMakesAnItemOfItsKey(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	in := &sdk.UpdateItemInput{TableName: aws.String("ledger"), Key: itemKey.item(), ReturnValues: types.ReturnValueUpdatedNew}
	out, err := core.UpdateItem(t.Context(), in)
	expectError(t, "", err)
	expect(t, "attributes", plain(nil), plainOf(out.Attributes))
	expect(t, "item", itemKey, stored(t, core))
}

func TestValuesAreCopiedInAndOut(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	given := itemKey.with(plain{"b": []byte("ab"), "l": []any{1}, "s": strset{"x"}}).item()
	_, err := core.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String("ledger"), Item: given})
	expectError(t, "", err)
	want := stored(t, core)
	spoil(given)
	expect(t, "after the caller changed his item", want, stored(t, core))

	out, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	expectError(t, "", err)
	spoil(out.Item)
	expect(t, "after the caller changed what he read", want, stored(t, core))

	in := update{"SET b = :b", nil, plain{":b": []byte("cd")}}.input()
	in.ReturnValues = types.ReturnValueAllNew
	updated, err := core.UpdateItem(t.Context(), in)
	expectError(t, "", err)
	want = stored(t, core)
	spoil(in.ExpressionAttributeValues)
	spoil(updated.Attributes)
	expect(t, "after the caller changed an update", want, stored(t, core))
}

func spoil(item map[string]types.AttributeValue) {
	for name, v := range item {
		switch v := v.(type) {
		case *types.AttributeValueMemberB:
			v.Value[0] = '!'
		case *types.AttributeValueMemberL:
			v.Value[0] = &types.AttributeValueMemberS{Value: "!"}
		case *types.AttributeValueMemberSS:
			v.Value[0] = "!"
		case *types.AttributeValueMemberS:
			v.Value = "!"
		}
		delete(item, name)
	}
}
