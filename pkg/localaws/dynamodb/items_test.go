package dynamodb_test

import (
	"errors"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestCore_Items puts what it returns into another core, which then returns the same.
func TestCore_Items(t *testing.T) {
	t.Parallel()
	from, to := newCore(t), newCore(t)
	table := "ledger"
	for _, sk := range []string{"b", "a", "c"} {
		item := map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: "p" + sk}, "sk": &types.AttributeValueMemberS{Value: sk}, "n": &types.AttributeValueMemberN{Value: "1"},
		}
		if _, err := from.PutItem(t.Context(), &sdk.PutItemInput{TableName: &table, Item: item}); err != nil {
			t.Fatal(err)
		}
	}
	var first, second []*sdk.PutItemInput
	if err := from.Items(func(in *sdk.PutItemInput) error {
		first = append(first, in)
		_, err := to.PutItem(t.Context(), in)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := to.Items(func(in *sdk.PutItemInput) error { second = append(second, in); return nil }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second, cmpopts.IgnoreUnexported(sdk.PutItemInput{}, types.AttributeValueMemberS{}, types.AttributeValueMemberN{})); diff != "" || len(first) != 3 {
		t.Errorf("%d items (-from +to):\n%s", len(first), diff)
	}
	stop := errors.New("stop")
	if err := from.Items(func(*sdk.PutItemInput) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
}
