package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func TestSchema_refused_key(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		key  plain
		want string
	}{
		{nil, "1 validation error detected: Value null at 'key' failed to satisfy constraint: Member must not be null"},
		{plain{}, "The provided key element does not match the schema"},
		{plain{"pk": "p"}, "The provided key element does not match the schema"},
		{plain{"pk": "p", "sk": 1}, "The provided key element does not match the schema"},
		{plain{"pk": "p", "sk": "s", "x": "y"}, "The provided key element does not match the schema"},
		{plain{"pk": "p", "sk": ""}, "cannot contain an empty string value. Key: sk"},
	} {
		core := newCore(t)
		_, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"), Key: c.key.item()})
		expectError(t, "Invalid: "+c.want, err)
		_, err = core.UpdateItem(t.Context(), &sdk.UpdateItemInput{TableName: aws.String("ledger"), Key: c.key.item()})
		expectError(t, "Invalid: "+c.want, err)
		_, err = core.DeleteItem(t.Context(), &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: c.key.item()})
		expectError(t, "Invalid: "+c.want, err)
	}
}
