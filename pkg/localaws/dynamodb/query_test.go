package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var queryCases = []struct {
	name string
	more func(*sdk.QueryInput)
	want string // sort keys
}{
	{"a partition in order", func(*sdk.QueryInput) {}, "a1 a2 b1 b2 b3"},
	{"backwards", func(in *sdk.QueryInput) { in.ScanIndexForward = aws.Bool(false) }, "b3 b2 b1 a2 a1"},
	{"nothing there", where("pk = :p", plain{":p": "none"}), ""},
	{"=", where("pk = :p AND sk = :s", plain{":p": "p", ":s": "b1"}), "b1"},
	{"<", where("pk = :p AND sk < :s", plain{":p": "p", ":s": "b1"}), "a1 a2"},
	{"<=", where("pk = :p AND sk <= :s", plain{":p": "p", ":s": "b1"}), "a1 a2 b1"},
	{">", where("pk = :p AND sk > :s", plain{":p": "p", ":s": "b1"}), "b2 b3"},
	{">=", where("(pk = :p) AND (sk >= :s)", plain{":p": "p", ":s": "b1"}), "b1 b2 b3"},
	{"BETWEEN", where("pk = :p AND sk BETWEEN :s AND :t", plain{":p": "p", ":s": "a2", ":t": "b2"}), "a2 b1 b2"},
	{"begins_with", where("begins_with(sk, :s) AND pk = :p", plain{":p": "p", ":s": "b"}), "b1 b2 b3"},
	{"an index sorts numbers as numbers", onIndex("by-due", "#o = :o", plain{":o": "yes"}), "b1 b2 b3"},
	{"an index backwards", func(in *sdk.QueryInput) {
		onIndex("by-due", "#o = :o", plain{":o": "yes"})(in)
		in.ScanIndexForward = aws.Bool(false)
	}, "b3 b2 b1"},
	{"an index by range", onIndex("by-due", "#o = :o AND due < :d", plain{":o": "yes", ":d": 100}), "b1"},
	{"filter", func(in *sdk.QueryInput) {
		where("pk = :p", plain{":p": "p", ":i": 2})(in)
		in.FilterExpression = aws.String("i >= :i")
	}, "a2 b1 b3"},
	{"from a start key", func(in *sdk.QueryInput) { in.ExclusiveStartKey = plain{"pk": "p", "sk": "b1"}.item() }, "b2 b3"},
	{"from a start key that is not there", func(in *sdk.QueryInput) { in.ExclusiveStartKey = plain{"pk": "p", "sk": "a9"}.item() }, "b1 b2 b3"},
	{"backwards from a start key", func(in *sdk.QueryInput) {
		in.ExclusiveStartKey = plain{"pk": "p", "sk": "b1"}.item()
		in.ScanIndexForward = aws.Bool(false)
	}, "a2 a1"},
}

func TestCore_Query(t *testing.T) {
	t.Parallel()
	for _, c := range queryCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			out, err := filledCore(t).Query(t.Context(), queryInput(c.more))
			expectError(t, "", err)
			expect(t, "sort keys", c.want, sortKeys(out))
			expect(t, "count", len(out.Items), int(out.Count))
			expect(t, "more", 0, len(out.LastEvaluatedKey))
		})
	}
}

var refusedQueries = []struct {
	want string
	more func(*sdk.QueryInput)
}{
	{"KeyConditionExpression parameter must be specified", func(in *sdk.QueryInput) {
		in.KeyConditionExpression, in.ExpressionAttributeValues = nil, nil
	}},
	{"Query condition missed key schema element: pk", where("sk = :s", plain{":s": "a"})},
	{"Query condition missed key schema element: sk", where("pk = :p AND note = :n", plain{":p": "p", ":n": "a"})},
	{"Query key condition not supported", where("pk > :p", plain{":p": "p"})},
	{"Query key condition not supported", where("pk = sk", nil)},
	{"Query key condition not supported", where(":p = pk", plain{":p": "p"})},
	{"KeyConditionExpressions must only contain one condition per key", where("pk = :p AND sk > :a AND sk < :b", plain{":p": "p", ":a": "a", ":b": "b"})},
	{"Invalid operator used in KeyConditionExpression: OR", where("pk = :p OR pk = :q", plain{":p": "p", ":q": "q"})},
	{"Invalid operator used in KeyConditionExpression: NOT", where("pk = :p AND NOT sk = :q", plain{":p": "p", ":q": "q"})},
	{"Invalid operator used in KeyConditionExpression: <>", where("pk = :p AND sk <> :q", plain{":p": "p", ":q": "q"})},
	{"Invalid operator used in KeyConditionExpression: contains", where("pk = :p AND contains(sk, :q)", plain{":p": "p", ":q": "q"})},
	{"Invalid operator used in KeyConditionExpression: IN", where("pk = :p AND sk IN (:q)", plain{":p": "p", ":q": "q"})},
	{"Invalid operator used in KeyConditionExpression: attribute_exists", where("pk = :p AND attribute_exists(sk)", plain{":p": "p"})},
	{"cannot contain an empty string value. Key: sk", where("pk = :p AND sk = :s", plain{":p": "p", ":s": ""})}, // moto: test_query_empty_key_exception
	{"cannot contain an empty string value. Key: sk", where("pk = :p AND sk BETWEEN :s AND :p", plain{":p": "p", ":s": ""})},
	{"cannot contain an empty string value. Key: sk", where("pk = :p AND begins_with(sk, :s)", plain{":p": "p", ":s": ""})},
	// dynalite's tests of Query and GetItem with paths into keys (https://github.com/architect/dynalite/blob/main/test/query.js)
	{"Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: due", func(in *sdk.QueryInput) {
		where("pk = :p", plain{":p": "p", ":d": 1})(in)
		in.FilterExpression = aws.String("due[1] = :d")
	}},
	{"Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: sk", func(in *sdk.QueryInput) {
		in.ProjectionExpression = aws.String("sk.a")
	}},
	// MiniStack's test of ExclusiveStartKey
	{"The provided starting key does not match the range key predicate", func(in *sdk.QueryInput) {
		where("pk = :p AND begins_with(sk, :s)", plain{":p": "p", ":s": "b"})(in)
		in.ExclusiveStartKey = plain{"pk": "p", "sk": "a1"}.item()
	}},
	{"Condition parameter type does not match schema type", where("pk = :p", plain{":p": 1})},
	{"Condition parameter type does not match schema type", where("pk = :p AND sk > :s", plain{":p": "p", ":s": 1})},
	{"cannot contain an empty string value. Key: pk", where("pk = :p", plain{":p": ""})},
	{"Filter Expression can only contain non-primary key attributes: Primary key attribute: sk", func(in *sdk.QueryInput) {
		in.FilterExpression = aws.String("sk = :p")
	}},
	{"The table does not have the specified index: none", func(in *sdk.QueryInput) { in.IndexName = aws.String("none") }},
	{"Consistent reads are not supported on global secondary indexes", func(in *sdk.QueryInput) {
		onIndex("by-due", "#o = :o", plain{":o": "yes"})(in)
		in.ConsistentRead = aws.Bool(true)
	}},
	{"does not project [i]", func(in *sdk.QueryInput) {
		onIndex("keys", "#o = :o", plain{":o": "yes", ":i": 1})(in)
		in.FilterExpression = aws.String("i = :i")
	}},
	{"does not project [i]", func(in *sdk.QueryInput) {
		onIndex("some", "#o = :o", plain{":o": "yes"})(in)
		in.ProjectionExpression = aws.String("note, i")
	}},
	{"Select type ALL_ATTRIBUTES is not supported", func(in *sdk.QueryInput) {
		onIndex("keys", "#o = :o", plain{":o": "yes"})(in)
		in.Select = types.SelectAllAttributes
	}},
	{"ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName", func(in *sdk.QueryInput) {
		in.Select = types.SelectAllProjectedAttributes
	}},
	{"SPECIFIC_ATTRIBUTES requires a ProjectionExpression", func(in *sdk.QueryInput) { in.Select = types.SelectSpecificAttributes }},
	{"Cannot specify the ProjectionExpression when choosing to get COUNT", func(in *sdk.QueryInput) {
		in.Select, in.ProjectionExpression = types.SelectCount, aws.String("note")
	}},
	{"Value '0' at 'limit' failed to satisfy constraint", func(in *sdk.QueryInput) { in.Limit = aws.Int32(0) }},
	{"The provided starting key is invalid", func(in *sdk.QueryInput) { in.ExclusiveStartKey = plain{"pk": "p"}.item() }},
	{"The provided starting key is invalid", func(in *sdk.QueryInput) {
		in.ExclusiveStartKey = plain{"pk": "q", "sk": "a1"}.item()
	}},
	{"Invalid ProjectionExpression: Two document paths overlap", func(in *sdk.QueryInput) { in.ProjectionExpression = aws.String("a, a.b") }},
}

func TestCore_Query_refused(t *testing.T) {
	t.Parallel()
	for _, c := range refusedQueries {
		t.Run(c.want, func(t *testing.T) {
			t.Parallel()
			_, err := filledCore(t).Query(t.Context(), queryInput(c.more))
			expectError(t, "Invalid: "+c.want, err)
		})
	}
}

func TestCore_Query_select_and_projection(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	out, err := core.Query(t.Context(), queryInput(func(in *sdk.QueryInput) { in.Select = types.SelectCount }))
	expectError(t, "", err)
	expect(t, "counted", [2]int{5, 0}, [2]int{int(out.Count), len(out.Items)})

	out, err = core.Query(t.Context(), queryInput(func(in *sdk.QueryInput) {
		in.ProjectionExpression, in.Limit = aws.String("note, absent"), aws.Int32(1)
	}))
	expectError(t, "", err)
	expect(t, "projected", plain{"note": "na1"}, plainOf(out.Items[0]))
}
