package dynamodb_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// subject is the item on which the conditions are tested.
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

func TestWrite_condition(t *testing.T) {
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

// deleteIf deletes the item (p, s) on a condition, in which #in is the placeholder of "in".
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

func TestWrite_item_of_a_failed_condition(t *testing.T) {
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

var refusedConditions = []struct {
	condition string
	values    plain
	want      string
}{
	{"n", nil, `Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "n"`},
	{"n = ", nil, `Syntax error; token: "<EOF>", near: "="`},
	{"n = :v n", plain{":v": 1}, `Syntax error; token: "n", near: ":v n"`},
	{"(n = :v", plain{":v": 1}, `Syntax error; token: "<EOF>"`},
	{"n = 5", nil, `Syntax error; token: "5", near: "= 5"`},
	{"n ! :v", plain{":v": 1}, `Syntax error; token: "!"`},
	{"n[x] = :v", plain{":v": 1}, `Syntax error; token: "x"`},
	{"n BETWEEN :v", plain{":v": 1}, `Syntax error; token: "<EOF>"`},
	{"n IN :v", plain{":v": 1}, `Syntax error; token: ":v"`},
	{"((n = :v))", plain{":v": 1}, "The expression has redundant parentheses;"},
	{"n = n", nil, "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]"},
	{"n < :v", plain{":v": true}, "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"},
	{"n BETWEEN :a AND :b", plain{":a": 2, ":b": 1}, "requires upper bound to be greater than or equal to lower bound"},
	{"n BETWEEN :a AND :b", plain{":a": 2, ":b": "3"}, "requires same data type for lower and upper bounds"},
	{"begins_with(n, :v)", plain{":v": 1}, "operator or function: begins_with, operand type: N"},
	{"begins_with(n)", nil, "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1"},
	{"attribute_type(n, :v)", plain{":v": "number"}, "Invalid attribute type name found; type: number"},
	{"attribute_type(n, word)", nil, "requires an expression attribute value; operator or function: attribute_type"},
	{"attribute_type(n, :v)", plain{":v": 1}, "operator or function: attribute_type, operand type: N"},
	{"attribute_exists(:v)", plain{":v": 1}, "Operator or function requires a document path; operator or function: attribute_exists"},
	{"if_not_exists(n, :v)", plain{":v": 1}, "The function is not allowed in a condition expression; function: if_not_exists"},
	{"exists(n)", nil, "Invalid function name; function: exists"},
	{"n = contains(n, :v)", plain{":v": 1}, "The function is not allowed to be used this way in an expression; function: contains"},
	{"size(n)", nil, "Syntax error"},
	{"status = :v", plain{":v": 1}, "Attribute name is a reserved keyword; reserved keyword: status"},
	{"Status = :v", plain{":v": 1}, "Attribute name is a reserved keyword; reserved keyword: Status"},
	{"n IN (" + strings.Repeat(":v,", 100) + ":v)", plain{":v": 1}, "operator or function: IN, number of operands: 101"},
	{"n = :v", plain{":v": num("nan")}, "The parameter cannot be converted to a numeric value: nan"},
}

func TestWrite_refused_condition(t *testing.T) {
	t.Parallel()
	for _, c := range refusedConditions {
		t.Run(c.condition, func(t *testing.T) {
			t.Parallel()
			_, err := newCore(t).DeleteItem(t.Context(), deleteIf(c.condition, c.values))
			expectError(t, "Invalid: "+c.want, err)
		})
	}
}

func TestWrite_refused_options(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	put := func(in sdk.PutItemInput) error {
		in.TableName, in.Item = aws.String("ledger"), itemKey.item()
		_, err := core.PutItem(t.Context(), &in)
		return err
	}
	expectError(t, "Invalid: Return values set to invalid value", put(sdk.PutItemInput{ReturnValues: types.ReturnValueAllNew}))
	expectError(t, "Invalid: Value 'SOME' at 'returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
		put(sdk.PutItemInput{ReturnValuesOnConditionCheckFailure: "SOME"}))
	expectError(t, "Invalid: can only be specified when using expressions",
		put(sdk.PutItemInput{ExpressionAttributeValues: plain{":v": 1}.item()}))
}
