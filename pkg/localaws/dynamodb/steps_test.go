package dynamodb_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
)

// api has the methods of a Core and of the SDK's client that the tests call.
type api interface {
	GetItem(context.Context, *sdk.GetItemInput, ...func(*sdk.Options)) (*sdk.GetItemOutput, error)
	PutItem(context.Context, *sdk.PutItemInput, ...func(*sdk.Options)) (*sdk.PutItemOutput, error)
	UpdateItem(context.Context, *sdk.UpdateItemInput, ...func(*sdk.Options)) (*sdk.UpdateItemOutput, error)
	DeleteItem(context.Context, *sdk.DeleteItemInput, ...func(*sdk.Options)) (*sdk.DeleteItemOutput, error)
	Query(context.Context, *sdk.QueryInput, ...func(*sdk.Options)) (*sdk.QueryOutput, error)
}

// step is a request to the core, to another endpoint, or to the model.
type step struct {
	text  string
	call  func(context.Context, api) outcome
	model func(model) outcome
}

// outcome is the answer to a request: an error's code with its item, or attributes, or items.
type outcome struct {
	Code       string
	Attributes plain
	Items      []plain
}

func outcomeOf(attributes map[string]types.AttributeValue, err error) outcome {
	var failed *types.ConditionalCheckFailedException
	var coded smithy.APIError
	switch {
	case errors.As(err, &failed):
		return outcome{Code: "refused", Attributes: plainOf(failed.Item)}
	case errors.As(err, &coded):
		return outcome{Code: coded.ErrorCode()}
	case err != nil:
		return outcome{Code: err.Error()}
	case len(attributes) == 0:
		return outcome{}
	}
	return outcome{Attributes: plainOf(attributes)}
}

func randomSteps(seed uint64, count int) []step {
	r := rand.New(rand.NewPCG(seed, 0))
	makers := []func(*rand.Rand) step{putStep, deleteStep, countStep, firstStep, settleStep, tagStep, moveStep, rangeStep, indexStep}
	steps := make([]step, count)
	for i := range steps {
		steps[i] = makers[r.IntN(len(makers))](r)
	}
	return steps
}

func randomKey(r *rand.Rand) plain {
	return plain{"pk": pick(r, "p", "q"), "sk": pick(r, "a", "ab", "b", "c")}
}

func pick[T any](r *rand.Rand, options ...T) T { return options[r.IntN(len(options))] }

// putStep stores an item, in half of the cases only if there is none.
func putStep(r *rand.Rand) step {
	item := randomKey(r).with(plain{"n": r.IntN(5), "open": pick(r, "x", "y"), "due": r.IntN(3)})
	in := &sdk.PutItemInput{TableName: aws.String("ledger"), Item: item.item(), ReturnValues: types.ReturnValueAllOld}
	ifAbsent := r.IntN(2) == 0
	if ifAbsent {
		in.ConditionExpression = aws.String("attribute_not_exists(pk)")
		in.ReturnValuesOnConditionCheckFailure = types.ReturnValuesOnConditionCheckFailureAllOld
	}
	return step{
		fmt.Sprintf("put %v, if absent: %v", item, ifAbsent),
		func(ctx context.Context, a api) outcome {
			out, err := a.PutItem(ctx, in)
			if err != nil {
				return outcomeOf(nil, err)
			}
			return outcomeOf(out.Attributes, nil)
		},
		func(m model) outcome {
			old := m[keyOf(item)]
			if ifAbsent && old != nil {
				return outcome{Code: "refused", Attributes: old}
			}
			m[keyOf(item)] = item
			return outcome{Attributes: old}
		},
	}
}

// deleteStep removes an item on condition.
func deleteStep(r *rand.Rand) step {
	key, limit := randomKey(r), r.IntN(5)
	in := &sdk.DeleteItemInput{
		TableName: aws.String("ledger"), Key: key.item(), ReturnValues: types.ReturnValueAllOld,
		ConditionExpression:       aws.String("attribute_not_exists(pk) OR (n >= :n AND NOT contains(tags, :t))"),
		ExpressionAttributeValues: plain{":n": limit, ":t": "t1"}.item(),
	}
	return step{
		fmt.Sprintf("delete %v if n >= %d and without t1", key, limit),
		func(ctx context.Context, a api) outcome {
			out, err := a.DeleteItem(ctx, in)
			if err != nil {
				return outcomeOf(nil, err)
			}
			return outcomeOf(out.Attributes, nil)
		},
		func(m model) outcome {
			old := m[keyOf(key)]
			n, hasN := old["n"].(int)
			tags, _ := old["tags"].(strset)
			if old != nil && (!hasN || n < limit || slices.Contains(tags, "t1")) {
				return outcome{Code: "refused"}
			}
			delete(m, keyOf(key))
			return outcome{Attributes: old}
		},
	}
}

// updateStep is an UpdateItem with ALL_NEW. The model calls change with the old item (nil for none) and a copy
// to change; false means that the condition fails.
func updateStep(key plain, u update, condition string, change func(old, item plain) bool) step {
	in := u.input()
	in.Key, in.ReturnValues = key.item(), types.ReturnValueAllNew
	if condition != "" {
		in.ConditionExpression = aws.String(condition)
		in.ReturnValuesOnConditionCheckFailure = types.ReturnValuesOnConditionCheckFailureAllOld
	}
	return step{
		fmt.Sprintf("update %v: %s %v if %q", key, u.text, u.values, condition),
		func(ctx context.Context, a api) outcome {
			out, err := a.UpdateItem(ctx, in)
			if err != nil {
				return outcomeOf(nil, err)
			}
			return outcomeOf(out.Attributes, nil)
		},
		func(m model) outcome {
			old := m[keyOf(key)]
			item := key.with(old)
			if !change(old, item) {
				return outcome{Code: "refused", Attributes: old}
			}
			m[keyOf(key)] = item
			return outcome{Attributes: item}
		},
	}
}

func countStep(r *rand.Rand) step {
	by := r.IntN(7) - 3
	return updateStep(randomKey(r), update{"ADD n :by", nil, plain{":by": by}}, "", func(_, item plain) bool {
		n, _ := item["n"].(int)
		item["n"] = n + by
		return true
	})
}

func firstStep(r *rand.Rand) step {
	mark := r.IntN(100)
	u := update{"SET #f = if_not_exists(#f, :mark), latest = :mark", map[string]string{"#f": "first"}, plain{":mark": mark}}
	return updateStep(randomKey(r), u, "", func(_, item plain) bool {
		if item["first"] == nil {
			item["first"] = mark
		}
		item["latest"] = mark
		return true
	})
}

// settleStep is the update S2 of docs/protocol.md: it sets a winner and adds to the counter once, if the item
// exists.
func settleStep(r *rand.Rand) step {
	winner, attempt := fmt.Sprint("w", r.IntN(3)), fmt.Sprint("attempt", r.IntN(100))
	u := update{"SET #w = :a ADD settled :one", map[string]string{"#w": winner}, plain{":a": attempt, ":one": 1}}
	return updateStep(randomKey(r), u, "attribute_exists(sk) AND attribute_not_exists(#w)", func(old, item plain) bool {
		if old == nil || old[winner] != nil {
			return false
		}
		settled, _ := item["settled"].(int)
		item[winner], item["settled"] = attempt, settled+1
		return true
	})
}

// tagStep adds or removes a tag.
func tagStep(r *rand.Rand) step {
	tag, section := pick(r, "t1", "t2", "t3"), pick(r, "ADD", "DELETE")
	return updateStep(randomKey(r), update{section + " tags :t", nil, plain{":t": strset{tag}}}, "", func(_, item plain) bool {
		tags, _ := item["tags"].(strset)
		tags = slices.DeleteFunc(slices.Clone(tags), func(t string) bool { return t == tag })
		if section == "ADD" {
			tags = append(tags, tag)
		}
		slices.Sort(tags)
		item["tags"] = tags
		if len(tags) == 0 {
			delete(item, "tags")
		}
		return true
	})
}

// moveStep moves an item in the index, or removes it from the index.
func moveStep(r *rand.Rand) step {
	names := map[string]string{"#o": "open"}
	if r.IntN(3) == 0 {
		return updateStep(randomKey(r), update{"REMOVE #o", names, nil}, "", func(_, item plain) bool {
			delete(item, "open")
			return true
		})
	}
	open, due := pick(r, "x", "y"), r.IntN(3)
	u := update{"SET #o = :o, due = :d", names, plain{":o": open, ":d": due}}
	return updateStep(randomKey(r), u, "", func(_, item plain) bool {
		item["open"], item["due"] = open, due
		return true
	})
}
