package dynamodb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestPagesByLimit(t *testing.T) {
	t.Parallel()
	core := shelf(t)
	for _, index := range []string{"", "by-due", "keys"} {
		for _, forward := range []bool{true, false} {
			whole := "a1 a2 b1 b2 b3"
			in := ask(func(in *sdk.QueryInput) { in.Limit, in.ScanIndexForward = aws.Int32(2), aws.Bool(forward) })
			if index != "" {
				whole = "b1 b2 b3"
				onIndex(index, "#o = :o", plain{":o": "yes"})(in)
			}
			var pages []string
			for {
				out, err := core.Query(t.Context(), in)
				expectError(t, "", err)
				pages = append(pages, sortKeys(out))
				if in.ExclusiveStartKey = out.LastEvaluatedKey; out.LastEvaluatedKey == nil {
					break
				}
			}
			expect(t, "whole", inDirection(whole, forward), strings.TrimSpace(strings.Join(pages, " ")))
		}
	}
}

func inDirection(keys string, forward bool) string {
	if forward {
		return keys
	}
	fields := strings.Fields(keys)
	slices.Reverse(fields)
	return strings.Join(fields, " ")
}

func TestALimitCountsWhatIsScannedNotWhatIsKept(t *testing.T) {
	t.Parallel()
	out, err := shelf(t).Query(t.Context(), ask(func(in *sdk.QueryInput) {
		where("pk = :p", plain{":p": "p", ":i": 1})(in)
		in.FilterExpression, in.Limit = aws.String("i > :i"), aws.Int32(2)
	}))
	expectError(t, "", err)
	expect(t, "sort keys", "a2", sortKeys(out))
	expect(t, "count and scanned", [2]int32{1, 2}, [2]int32{out.Count, out.ScannedCount})
	expect(t, "last key", plain{"pk": "p", "sk": "a2"}, plainOf(out.LastEvaluatedKey))
}

func TestAFullLastPageStillNamesAKey(t *testing.T) {
	t.Parallel()
	out, err := shelf(t).Query(t.Context(), ask(func(in *sdk.QueryInput) { in.Limit = aws.Int32(5) }))
	expectError(t, "", err)
	expect(t, "last key", plain{"pk": "p", "sk": "b3"}, plainOf(out.LastEvaluatedKey))
}

func TestPagesByOneMegabyte(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for i := range 7 {
		put(t, core, plain{"pk": "p", "sk": fmt.Sprint(i), "a": strings.Repeat("x", 300<<10)})
	}
	var sizes []int32
	in := ask(func(*sdk.QueryInput) {})
	for {
		out, err := core.Query(t.Context(), in)
		expectError(t, "", err)
		sizes = append(sizes, out.Count)
		if in.ExclusiveStartKey = out.LastEvaluatedKey; out.LastEvaluatedKey == nil {
			break
		}
	}
	expect(t, "items a page", []int32{3, 3, 1}, sizes)
}

func TestSelectAndProjection(t *testing.T) {
	t.Parallel()
	core := shelf(t)
	out, err := core.Query(t.Context(), ask(func(in *sdk.QueryInput) { in.Select = types.SelectCount }))
	expectError(t, "", err)
	expect(t, "counted", [2]int{5, 0}, [2]int{int(out.Count), len(out.Items)})

	out, err = core.Query(t.Context(), ask(func(in *sdk.QueryInput) {
		in.ProjectionExpression, in.Limit = aws.String("note, absent"), aws.Int32(1)
	}))
	expectError(t, "", err)
	expect(t, "projected", plain{"note": "na1"}, plainOf(out.Items[0]))

	got, err := core.GetItem(t.Context(), &sdk.GetItemInput{TableName: aws.String("ledger"),
		Key: plain{"pk": "p", "sk": "a1"}.item(), ProjectionExpression: aws.String("absent")})
	expectError(t, "", err)
	expect(t, "an item without what is asked for", plain{}, plainOf(got.Item))
}

func TestIndexProjections(t *testing.T) {
	t.Parallel()
	keys := plain{"pk": "p", "sk": "b1", "open": "yes", "due": 9}
	for name, want := range map[string]plain{
		"keys":   keys,
		"some":   keys.with(plain{"note": "nb1"}),
		"by-due": keys.with(plain{"note": "nb1", "i": 4}),
	} {
		in := ask(onIndex(name, "#o = :o AND due = :d", plain{":o": "yes", ":d": 9}))
		out, err := shelf(t).Query(t.Context(), in)
		expectError(t, "", err)
		expect(t, name, want, plainOf(out.Items[0]))
	}
}
