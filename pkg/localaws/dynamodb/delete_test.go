package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestCore_DeleteItem(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	item := itemKey.with(plain{"a": 1})
	put(t, core, item)
	in := &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: itemKey.item(), ReturnValues: types.ReturnValueAllOld}
	for _, want := range []plain{item, nil} {
		out, err := core.DeleteItem(t.Context(), in)
		expectError(t, "", err)
		expect(t, "old item", want, plainOf(out.Attributes))
	}
}
