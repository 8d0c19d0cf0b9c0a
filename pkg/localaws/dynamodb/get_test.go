package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func TestCore_GetItem(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	for name, c := range map[string]struct {
		sk, projection string
		want           plain
	}{
		"item":                                  {"a1", "", plain{"pk": "p", "sk": "a1", "i": 1, "note": "na1"}},
		"no item":                               {"a9", "", nil},
		"no item, with a projection":            {"a9", "note", nil},
		"projection":                            {"a1", "note, absent", plain{"note": "na1"}},
		"an item without the wanted attributes": {"a1", "absent", plain{}},
	} {
		in := &sdk.GetItemInput{TableName: aws.String("ledger"), Key: plain{"pk": "p", "sk": c.sk}.item()}
		if c.projection != "" {
			in.ProjectionExpression = aws.String(c.projection)
		}
		out, err := core.GetItem(t.Context(), in)
		expectError(t, "", err)
		expect(t, name, c.want, plainOf(out.Item))
	}
}

func TestCore_GetItem_path_into_the_key(t *testing.T) {
	t.Parallel()
	_, err := newCore(t).GetItem(t.Context(), &sdk.GetItemInput{
		TableName: aws.String("ledger"), Key: itemKey.item(), ProjectionExpression: aws.String("pk.b"),
	})
	expectError(t, "Invalid: Key attributes must be scalars", err)
}
