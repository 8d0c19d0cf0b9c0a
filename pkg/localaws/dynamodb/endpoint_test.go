package dynamodb_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// waitAtMost is the longest wait for a table at the other endpoint.
const waitAtMost = time.Minute

// recreate deletes the ledger at the other endpoint, if it is there, and creates it.
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

// caseSteps returns the cases of the other tests; each puts its item first.
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
		return queried(a.Query(ctx, queryInput(more)))
	}}
}

// prepare puts an item with the key (p, s), or deletes it if before is nil. The comparison shows a failure.
func prepare(ctx context.Context, a api, before plain) {
	_, _ = a.DeleteItem(ctx, &sdk.DeleteItemInput{TableName: aws.String("ledger"), Key: itemKey.item()})
	if before != nil {
		_, _ = a.PutItem(ctx, &sdk.PutItemInput{TableName: aws.String("ledger"), Item: itemKey.with(before).item()})
	}
}

// emptyStep deletes the item of the cases before it.
func emptyStep() step {
	return step{text: "empty", call: func(ctx context.Context, a api) outcome {
		prepare(ctx, a, nil)
		return outcome{}
	}}
}
