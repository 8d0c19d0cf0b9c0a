package dynamodb_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// TestAgreesWithAnotherEndpoint sends the cases of the other tests and random requests to the core and to
// the DynamoDB that FANLIGHT_DYNAMODB_ENDPOINT names, and compares error codes and answers. Emulators
// deviate from AWS too, so a difference is a question, not a verdict.
func TestAgreesWithAnotherEndpoint(t *testing.T) {
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
	shelve(t, core)
	shelve(t, other)
	for _, s := range append(caseSteps(), randomSteps(1, 500)...) {
		want, got := s.call(t.Context(), other), s.call(t.Context(), core)
		expect(t, s.text+": the other endpoint (-) and the core (+)", want, got)
	}
}

// waitAtMost bounds the wait for a table at the other endpoint.
const waitAtMost = time.Minute

// recreate makes the ledger anew at the other endpoint.
func recreate(t *testing.T, other *sdk.Client) {
	name := aws.String("ledger")
	if _, err := other.DeleteTable(t.Context(), &sdk.DeleteTableInput{TableName: name}); err == nil {
		waiter := sdk.NewTableNotExistsWaiter(other)
		expectError(t, "", waiter.Wait(t.Context(), &sdk.DescribeTableInput{TableName: name}, waitAtMost))
	}
	_, err := other.CreateTable(t.Context(), ledger())
	expectError(t, "", err)
	waiter := sdk.NewTableExistsWaiter(other)
	expectError(t, "", waiter.Wait(t.Context(), &sdk.DescribeTableInput{TableName: name}, waitAtMost))
}

// caseSteps are the tables of the other tests, each case on an item of its own making.
func caseSteps() []step {
	var steps []step
	for _, c := range conditionCases {
		steps = append(steps, deleteCase(c.condition, c.values))
	}
	for _, c := range refusedConditions {
		steps = append(steps, deleteCase(c.condition, c.values))
	}
	for _, c := range updateCases {
		steps = append(steps, updateCase(c.before, c.update))
	}
	for _, c := range refusedUpdates {
		steps = append(steps, updateCase(refusing, c.update))
	}
	steps = append(steps, emptyStep())
	for _, c := range queryCases {
		steps = append(steps, queryCase(c.name, c.more))
	}
	for _, c := range refusedQueries {
		steps = append(steps, queryCase(c.want, c.more))
	}
	return steps
}

func deleteCase(condition string, values plain) step {
	return step{text: fmt.Sprintf("if %s %v", condition, values), call: func(ctx context.Context, a api) outcome {
		prepare(ctx, a, subject)
		_, err := a.DeleteItem(ctx, deleteIf(condition, values))
		return outcomeOf(nil, err)
	}}
}

func updateCase(before plain, u update) step {
	return step{text: fmt.Sprintf("%.80s %.80v on %v", u.text, u.values, before), call: func(ctx context.Context, a api) outcome {
		prepare(ctx, a, before)
		in := u.input()
		in.ReturnValues = types.ReturnValueUpdatedNew
		out, err := a.UpdateItem(ctx, in)
		if err != nil {
			return outcomeOf(nil, err)
		}
		after, err := a.GetItem(ctx, &sdk.GetItemInput{TableName: in.TableName, Key: in.Key, ConsistentRead: aws.Bool(true)})
		if err != nil {
			return outcomeOf(nil, err)
		}
		answer := outcomeOf(out.Attributes, nil)
		answer.Items = []plain{plainOf(after.Item)}
		return answer
	}}
}

func queryCase(name string, more func(*sdk.QueryInput)) step {
	return step{text: "query: " + name, call: func(ctx context.Context, a api) outcome {
		return queried(a.Query(ctx, ask(more)))
	}}
}

// prepare leaves that item at the key (p, s), or none. A failure shows in what is compared.
func prepare(ctx context.Context, a api, before plain) {
	_, _ = a.DeleteItem(ctx, &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	if before != nil {
		_, _ = a.PutItem(ctx, &sdk.PutItemInput{TableName: aws.String("ledger"), Item: itemKey.with(before).item()})
	}
}

// emptyStep takes away the item of the cases before.
func emptyStep() step {
	return step{text: "empty", call: func(ctx context.Context, a api) outcome {
		prepare(ctx, a, nil)
		return outcome{}
	}}
}
