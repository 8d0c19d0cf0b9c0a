package dynamodb_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

func TestNew(t *testing.T) {
	t.Parallel()
	core := dynamodb.New(func() time.Time { return epoch })
	_, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
	expectError(t, "ResourceNotFoundException: ", err)
	expect(t, "units", dynamodb.Units{}, core.Units())
}

func TestCore_Units(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	put(t, core, itemKey)
	stored(t, core)
	expect(t, "units", dynamodb.Units{Read: 0.5, Write: 1}, core.Units())
}

// TestCore_agrees_with_another_endpoint sends the cases of the other tests and random requests to the core and to
// the DynamoDB that FANLIGHT_DYNAMODB_ENDPOINT names, and compares error codes and answers. If that is an
// emulator, a difference may be its mistake.
func TestCore_agrees_with_another_endpoint(t *testing.T) {
	endpoint := os.Getenv("FANLIGHT_DYNAMODB_ENDPOINT")
	if endpoint == "" {
		t.Skip("FANLIGHT_DYNAMODB_ENDPOINT is not set: no other DynamoDB to compare with")
	}
	other := sdk.New(sdk.Options{
		Region: "us-east-1", BaseEndpoint: aws.String(endpoint),
		Credentials: credentials.NewStaticCredentialsProvider("local", "local", ""),
	})
	core := newCore(t)
	recreate(t, other)
	fill(t, core)
	fill(t, other)
	for _, s := range append(caseSteps(), randomSteps(1, 500)...) {
		want, got := s.call(t.Context(), other), s.call(t.Context(), core)
		expect(t, s.text+": the other endpoint (-) and the core (+)", want, got)
	}
}

// TestCore_agrees_with_the_model sends random requests to the core and to the model.
func TestCore_agrees_with_the_model(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		core, m := newCore(t), model{}
		for i, s := range randomSteps(seed, 150) {
			expect(t, fmt.Sprintf("seed %d, step %d: %s", seed, i, s.text), s.model(m), s.call(t.Context(), core))
			if t.Failed() {
				return
			}
		}
		table, err := core.DescribeTable(t.Context(), &sdk.DescribeTableInput{TableName: aws.String("ledger")})
		expectError(t, "", err)
		expect(t, "items", int64(len(m)), *table.Table.ItemCount)
	}
}

func TestCore_copies_values(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	given := itemKey.with(plain{"b": []byte("ab"), "l": []any{1}, "s": strset{"x"}}).item()
	_, err := core.PutItem(t.Context(), &sdk.PutItemInput{TableName: aws.String("ledger"), Item: given})
	expectError(t, "", err)
	want := stored(t, core)
	overwrite(given)
	expect(t, "after the caller changed the item", want, stored(t, core))

	out, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	expectError(t, "", err)
	overwrite(out.Item)
	expect(t, "after the caller changed what he read", want, stored(t, core))

	in := update{"SET b = :b", nil, plain{":b": []byte("cd")}}.input()
	in.ReturnValues = types.ReturnValueAllNew
	updated, err := core.UpdateItem(t.Context(), in)
	expectError(t, "", err)
	want = stored(t, core)
	overwrite(in.ExpressionAttributeValues)
	overwrite(updated.Attributes)
	expect(t, "after the caller changed an update", want, stored(t, core))
}

func overwrite(item map[string]types.AttributeValue) {
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
