package dynamodb_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// subject is what the conditions below are tested on.
var subject = itemKey.with(plain{
	"n": 5, "word": "hello", "flag": true, "nothing": nil, "bytes": []byte("ab"),
	"tags": strset{"a", "b"}, "primes": numset{"2", "3"}, "blobs": binset{[]byte("x")},
	"tree": plain{"in": plain{"deep": 1}}, "seq": []any{"zero", 1, plain{"k": "v"}},
})

var conditionCases = []struct {
	condition string
	values    plain
	want      bool
}{
	{"n = :v", plain{":v": 5}, true},
	{"n = :v", plain{":v": num("5.0")}, true},
	{"n = :v", plain{":v": "5"}, false},
	{"n <> :v", plain{":v": "5"}, true},
	{"n < :v", plain{":v": 10}, true},
	{"n <= :v", plain{":v": 5}, true},
	{"n > :v", plain{":v": num("-50")}, true},
	{"n >= :v", plain{":v": num("5.01")}, false},
	{"n < :v", plain{":v": "a"}, false},
	{"word < :v", plain{":v": "help"}, true},
	{"bytes > :v", plain{":v": []byte("aa")}, true},
	{"flag = :v", plain{":v": true}, true},
	{"nothing = :v", plain{":v": nil}, true},
	{"tags = :v", plain{":v": strset{"b", "a"}}, true},
	{"primes = :v", plain{":v": numset{"3.0", "2"}}, true},
	{"blobs = :v", plain{":v": binset{[]byte("x")}}, true},
	{"seq = :v", plain{":v": []any{"zero", 1, plain{"k": "v"}}}, true},
	{"tree = :v", plain{":v": plain{"in": plain{"deep": 2}}}, false},

	{"absent = :v", plain{":v": 1}, false},
	{"absent <> :v", plain{":v": 1}, true},
	{"absent < :v", plain{":v": 1}, false},
	{"absent = gone", nil, false},
	{"NOT absent = :v", plain{":v": 1}, true},
	{"tree.#in.deep = :v", plain{":v": 1}, true},
	{"seq[0] = :v", plain{":v": "zero"}, true},
	{"seq[2].k = :v", plain{":v": "v"}, true},
	{"seq[7] = :v", plain{":v": "v"}, false},
	{":v = n", plain{":v": 5}, true},

	{"n BETWEEN :a AND :b", plain{":a": 5, ":b": 6}, true},
	{"n BETWEEN :a AND :b", plain{":a": 6, ":b": 7}, false},
	{"absent BETWEEN :a AND :b", plain{":a": 6, ":b": 7}, false},
	{"n IN (:a, :b)", plain{":a": "x", ":b": 5}, true},
	{"n IN (:a)", plain{":a": 6}, false},
	{"absent IN (:a)", plain{":a": 6}, false},

	{"attribute_exists(n)", nil, true},
	{"attribute_exists(tree.absent)", nil, false},
	{"attribute_not_exists(absent)", nil, true},
	{"attribute_not_exists(seq[1])", nil, false},
	{"attribute_type(n, :v)", plain{":v": "N"}, true},
	{"attribute_type(n, :v)", plain{":v": "S"}, false},
	{"attribute_type(tags, :v)", plain{":v": "SS"}, true},
	{"attribute_type(primes, :v)", plain{":v": "NS"}, true},
	{"attribute_type(blobs, :v)", plain{":v": "BS"}, true},
	{"attribute_type(bytes, :v)", plain{":v": "B"}, true},
	{"attribute_type(flag, :v)", plain{":v": "BOOL"}, true},
	{"attribute_type(nothing, :v)", plain{":v": "NULL"}, true},
	{"attribute_type(tree, :v)", plain{":v": "M"}, true},
	{"attribute_type(seq, :v)", plain{":v": "L"}, true},
	{"attribute_type(absent, :v)", plain{":v": "S"}, false},
	{"begins_with(word, :v)", plain{":v": "he"}, true},
	{"begins_with(word, :v)", plain{":v": "el"}, false},
	{"begins_with(bytes, :v)", plain{":v": []byte("a")}, true},
	{"begins_with(n, :v)", plain{":v": "5"}, false},
	{"contains(word, :v)", plain{":v": "ell"}, true},
	{"contains(tags, :v)", plain{":v": "b"}, true},
	{"contains(tags, :v)", plain{":v": "c"}, false},
	{"contains(primes, :v)", plain{":v": num("3.0")}, true},
	{"contains(blobs, :v)", plain{":v": []byte("x")}, true},
	{"contains(seq, :v)", plain{":v": 1}, true},
	{"contains(n, :v)", plain{":v": 5}, false},
	{"size(word) = :v", plain{":v": 5}, true},
	{"size(tags) > :v", plain{":v": 1}, true},
	{"size(primes) = :v", plain{":v": 2}, true},
	{"size(blobs) = :v", plain{":v": 1}, true},
	{"size(bytes) = :v", plain{":v": 2}, true},
	{"size(seq) = :v", plain{":v": 3}, true},
	{"contains(bytes, :v)", plain{":v": []byte("b")}, true},
	{"size(tree) = :v", plain{":v": 1}, true},
	{"size(n) = :v", plain{":v": 1}, false},
	{"size(absent) < :v", plain{":v": 1}, false},

	{"n = :v OR n = :w AND word = :w", plain{":v": 5, ":w": 9}, true},
	{"(n = :v OR n = :w) AND word = :w", plain{":v": 5, ":w": 9}, false},
	{"not n = :v and word = :w", plain{":v": 5, ":w": "hello"}, false},
	{"NOT (n = :v AND word = :w)", plain{":v": 5, ":w": "bye"}, true},
	{"NOT NOT n = :v", plain{":v": 5}, true},
}

func TestConditions(t *testing.T) {
	t.Parallel()
	for _, c := range conditionCases {
		t.Run(c.condition, func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			put(t, core, subject)
			_, err := core.DeleteItem(t.Context(), deleteIf(c.condition, c.values))
			if !c.want {
				expectError(t, "ConditionalCheckFailedException: The conditional request failed", err)
			} else if err != nil {
				t.Fatal(err)
			}
			expect(t, "item left", !c.want, stored(t, core) != nil)
		})
	}
}

// deleteIf deletes the item (p, s) on a condition, in which #in stands for "in".
func deleteIf(condition string, values plain) *sdk.DeleteItemInput {
	in := &sdk.DeleteItemInput{
		TableName: aws.String("ledger"), Key: itemKey.item(),
		ConditionExpression: aws.String(condition), ExpressionAttributeValues: values.item(),
	}
	if strings.Contains(condition, "#in") {
		in.ExpressionAttributeNames = map[string]string{"#in": "in"}
	}
	return in
}

func TestAFailedConditionReturnsTheItemOnDemand(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	put(t, core, subject)
	for want, failure := range map[bool]types.ReturnValuesOnConditionCheckFailure{
		true:  types.ReturnValuesOnConditionCheckFailureAllOld,
		false: types.ReturnValuesOnConditionCheckFailureNone,
	} {
		_, err := core.PutItem(t.Context(), &sdk.PutItemInput{
			TableName: aws.String("ledger"), Item: itemKey.item(),
			ConditionExpression:                 aws.String("attribute_not_exists(pk)"),
			ReturnValuesOnConditionCheckFailure: failure,
		})
		var failed *types.ConditionalCheckFailedException
		if !errors.As(err, &failed) {
			t.Fatalf("error %v, want a failed condition", err)
		}
		if want {
			expect(t, "item in the error", subject, plainOf(failed.Item))
		} else {
			expect(t, "item in the error", plain(nil), plainOf(failed.Item))
		}
	}
	expect(t, "stored item", subject, stored(t, core))
}
