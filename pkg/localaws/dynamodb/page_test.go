package dynamodb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func TestPage_limit(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	for _, index := range []string{"", "by-due", "keys"} {
		for _, forward := range []bool{true, false} {
			whole := "a1 a2 b1 b2 b3"
			in := queryInput(func(in *sdk.QueryInput) { in.Limit, in.ScanIndexForward = aws.Int32(2), aws.Bool(forward) })
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

func TestPage_limit_counts_what_is_scanned(t *testing.T) {
	t.Parallel()
	out, err := filledCore(t).Query(t.Context(), queryInput(func(in *sdk.QueryInput) {
		where("pk = :p", plain{":p": "p", ":i": 1})(in)
		in.FilterExpression, in.Limit = aws.String("i > :i"), aws.Int32(2)
	}))
	expectError(t, "", err)
	expect(t, "sort keys", "a2", sortKeys(out))
	expect(t, "count and scanned", [2]int32{1, 2}, [2]int32{out.Count, out.ScannedCount})
	expect(t, "last key", plain{"pk": "p", "sk": "a2"}, plainOf(out.LastEvaluatedKey))
}

func TestPage_that_is_full_and_the_last(t *testing.T) {
	t.Parallel()
	out, err := filledCore(t).Query(t.Context(), queryInput(func(in *sdk.QueryInput) { in.Limit = aws.Int32(5) }))
	expectError(t, "", err)
	expect(t, "last key", plain{"pk": "p", "sk": "b3"}, plainOf(out.LastEvaluatedKey))
}

func TestPage_of_one_megabyte(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	for i := range 7 {
		put(t, core, plain{"pk": "p", "sk": fmt.Sprint(i), "a": strings.Repeat("x", 300<<10)})
	}
	var sizes []int32
	in := queryInput(func(*sdk.QueryInput) {})
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
