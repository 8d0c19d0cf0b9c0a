package dynamodb_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// model is a simple implementation of the table: a map that is searched item by item.
type model map[[2]string]plain

func keyOf(item plain) [2]string { return [2]string{item["pk"].(string), item["sk"].(string)} }

func (m model) find(match func(plain) bool, order func(a, b plain) int) []plain {
	var found []plain
	for _, item := range m {
		if match(item) {
			found = append(found, item)
		}
	}
	slices.SortFunc(found, order)
	return found
}

func byKey(a, b plain) int {
	return cmp.Or(strings.Compare(a["pk"].(string), b["pk"].(string)), strings.Compare(a["sk"].(string), b["sk"].(string)))
}

// rangeStep queries a partition by range and filter, in either direction.
func rangeStep(r *rand.Rand) step {
	pk, at, forward := pick(r, "p", "q"), pick(r, "a", "ab", "b"), r.IntN(2) == 0
	condition := pick(r, "sk = :s", "sk < :s", "sk <= :s", "sk > :s", "sk >= :s", "begins_with(sk, :s)", "sk BETWEEN :s AND :s")
	in := &sdk.QueryInput{
		TableName: aws.String("ledger"), ScanIndexForward: aws.Bool(forward), ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :p AND " + condition),
		FilterExpression:          aws.String("attribute_exists(n) AND n < :n"),
		ExpressionAttributeValues: plain{":p": pk, ":s": at, ":n": 4}.item(),
	}
	return step{
		fmt.Sprintf("query %s: %s %s, forward: %v", pk, condition, at, forward),
		func(ctx context.Context, a api) outcome { return queried(a.Query(ctx, in)) },
		func(m model) outcome {
			found := m.find(func(item plain) bool {
				n, ok := item["n"].(int)
				return item["pk"] == pk && inRange(condition, item["sk"].(string), at) && ok && n < 4
			}, byKey)
			if !forward {
				slices.Reverse(found)
			}
			return outcome{Items: found}
		},
	}
}

func inRange(condition, sk, at string) bool {
	switch condition {
	case "sk < :s":
		return sk < at
	case "sk <= :s":
		return sk <= at
	case "sk > :s":
		return sk > at
	case "sk >= :s":
		return sk >= at
	case "begins_with(sk, :s)":
		return strings.HasPrefix(sk, at)
	default:
		return sk == at
	}
}

// indexStep queries the whole index. The order of items with equal index keys is not defined, so the items are
// sorted by the table's keys.
func indexStep(r *rand.Rand) step {
	open := pick(r, "x", "y")
	in := queryInput(onIndex("by-due", "#o = :o", plain{":o": open}))
	return step{
		"query the index for " + open,
		func(ctx context.Context, a api) outcome {
			out := queried(a.Query(ctx, in))
			if !slices.IsSortedFunc(out.Items, func(a, b plain) int { return cmp.Compare(a["due"].(int), b["due"].(int)) }) {
				out.Code = "not in order"
			}
			slices.SortFunc(out.Items, byKey)
			return out
		},
		func(m model) outcome {
			return outcome{Items: m.find(func(item plain) bool { return item["open"] == open && item["due"] != nil }, byKey)}
		},
	}
}

func queried(out *sdk.QueryOutput, err error) outcome {
	if err != nil {
		return outcomeOf(nil, err)
	}
	var o outcome
	for _, item := range out.Items {
		o.Items = append(o.Items, plainOf(item))
	}
	return o
}
