package dynamodb_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var updateCases = []struct {
	name   string
	before plain
	update update
	after  plain
}{
	{"SET creates the item", nil, update{"SET a = :v", nil, plain{":v": 1}}, plain{"a": 1}},
	{"SET replaces", plain{"a": 1}, update{"SET a = :v", nil, plain{":v": "x"}}, plain{"a": "x"}},
	{"SET copies", plain{"a": 1}, update{"SET b = a", nil, nil}, plain{"a": 1, "b": 1}},
	{"SET adds", plain{"a": 1}, update{"SET a = a + :v", nil, plain{":v": 2}}, plain{"a": 3}},
	{"SET subtracts", plain{"a": 1}, update{"SET a = a - :v", nil, plain{":v": num("2.5")}}, plain{"a": num("-1.5")}},
	{"SET swaps by the old values", plain{"a": 1, "b": 2}, update{"SET a = b, b = a", nil, nil}, plain{"a": 2, "b": 1}},
	{"SET in parentheses", plain{"n": 1}, update{"SET n = (if_not_exists(n, :x)) + :x, m = (n + :x), o = ((n)-(n))", nil, plain{":x": 2}}, plain{"n": 3, "m": 3, "o": 0}},
	{"list_append", plain{"l": []any{1}}, update{"SET l = list_append(l, :v), m = list_append((:v), if_not_exists(absent, :v))", nil, plain{":v": []any{2, 3}}},
		plain{"l": []any{1, 2, 3}, "m": []any{2, 3, 2, 3}}},
	{"if_not_exists takes the default", nil, update{"SET a = if_not_exists(a, :v)", nil, plain{":v": 1}}, plain{"a": 1}},
	{"if_not_exists keeps", plain{"a": 7}, update{"SET a = if_not_exists(a, :v)", nil, plain{":v": 1}}, plain{"a": 7}},
	{"if_not_exists of another", plain{"b": 7}, update{"SET a = if_not_exists(b, :v) + :v", nil, plain{":v": 1}}, plain{"a": 8, "b": 7}},
	{"SET through a name", nil, update{"SET #n = :v", map[string]string{"#n": "odd.name"}, plain{":v": 1}}, plain{"odd.name": 1}},
	{"SET below a map", plain{"m": plain{"x": 1}}, update{"SET m.y = :v", nil, plain{":v": 2}}, plain{"m": plain{"x": 1, "y": 2}}},
	{"SET a list element", plain{"l": []any{1, 2}}, update{"SET l[1] = :v", nil, plain{":v": 9}}, plain{"l": []any{1, 9}}},
	{"SET deep down", plain{"m": plain{"l": []any{1, plain{"k": 1, "j": 2}}}}, update{"SET m.l[1].k = :v", nil, plain{":v": 9}},
		plain{"m": plain{"l": []any{1, plain{"k": 9, "j": 2}}}}},
	{"SET a copy does not change the original", plain{"m": plain{"x": 1}}, update{"SET q = m, m.x = :v", nil, plain{":v": 2}},
		plain{"m": plain{"x": 2}, "q": plain{"x": 1}}},
	{"SET past the end appends in index order", plain{"l": []any{1}}, update{"SET l[9] = :b, l[5] = :a", nil, plain{":a": 2, ":b": 3}}, plain{"l": []any{1, 2, 3}}},

	{"ADD starts a number", nil, update{"ADD a :v", nil, plain{":v": 2}}, plain{"a": 2}},
	{"SET negates zero", nil, update{"SET a = :v - :v", nil, plain{":v": 0}}, plain{"a": 0}},
	{"ADD counts", plain{"a": 40}, update{"ADD a :v", nil, plain{":v": 2}}, plain{"a": 42}},
	{"ADD is exact", plain{"a": num("0.1")}, update{"ADD a :v", nil, plain{":v": num("0.2")}}, plain{"a": num("0.3")}},
	{"ADD keeps 38 digits", plain{"a": num("12345678901234567890123456789012345678")},
		update{"ADD a :v", nil, plain{":v": 1}}, plain{"a": num("12345678901234567890123456789012345679")}},
	{"ADD starts a set", nil, update{"ADD a :v", nil, plain{":v": strset{"x"}}}, plain{"a": strset{"x"}}},
	{"ADD unites", plain{"a": strset{"x", "z"}}, update{"ADD a :v", nil, plain{":v": strset{"y", "x"}}}, plain{"a": strset{"x", "y", "z"}}},
	{"ADD unites numbers", plain{"a": numset{"1"}}, update{"ADD a :v", nil, plain{":v": numset{"1.0", "10", "2"}}}, plain{"a": numset{"1", "2", "10"}}},
	{"DELETE takes members out", plain{"a": strset{"x", "y"}}, update{"DELETE a :v", nil, plain{":v": strset{"y", "q"}}}, plain{"a": strset{"x"}}},
	{"DELETE of all removes the set", plain{"a": numset{"1"}}, update{"DELETE a :v", nil, plain{":v": numset{"1"}}}, plain{}},
	{"DELETE of nothing", nil, update{"DELETE a :v", nil, plain{":v": strset{"y"}}}, plain{}},

	{"REMOVE", plain{"a": 1, "b": 2}, update{"REMOVE a, absent", nil, nil}, plain{"b": 2}},
	{"REMOVE deep down", plain{"m": plain{"l": []any{1, plain{"k": 1, "j": 2}}}}, update{"REMOVE m.l[1].k, m.l[0]", nil, nil},
		plain{"m": plain{"l": []any{plain{"j": 2}}}}},
	{"ADD below a map", plain{"m": plain{"n": 1}}, update{"ADD m.n :v", nil, plain{":v": 2}}, plain{"m": plain{"n": 3}}},
	{"ADD and DELETE binaries", plain{"a": binset{[]byte("x")}, "b": binset{[]byte("x"), []byte("y")}},
		update{"ADD a :v DELETE b :v", nil, plain{":v": binset{[]byte("y")}}}, plain{"a": binset{[]byte("x"), []byte("y")}, "b": binset{[]byte("x")}}},
	{"REMOVE below a map", plain{"m": plain{"x": 1, "y": 2}}, update{"REMOVE m.x, m.absent", nil, nil}, plain{"m": plain{"y": 2}}},
	{"REMOVE elements by their old index", plain{"l": []any{0, 1, 2, 3}}, update{"REMOVE l[0], l[2], l[9]", nil, nil}, plain{"l": []any{1, 3}}},
	{"REMOVE on no item makes one", nil, update{"REMOVE a", nil, nil}, plain{}},
	{"all sections", plain{"a": 1, "n": 1, "s": strset{"x", "y"}},
		update{"REMOVE a ADD n :n SET b = :b DELETE s :s", nil, plain{":n": 1, ":b": 2, ":s": strset{"x"}}},
		plain{"b": 2, "n": 2, "s": strset{"y"}}},
	{"any case and spacing", plain{"a": 1}, update{"set b=:v\n remove a", nil, plain{":v": 1}}, plain{"b": 1}},
}

func TestCore_UpdateItem(t *testing.T) {
	t.Parallel()
	for _, c := range updateCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			if c.before != nil {
				put(t, core, itemKey.with(c.before))
			}
			_, err := core.UpdateItem(t.Context(), c.update.input())
			expectError(t, "", err)
			expect(t, "item", itemKey.with(c.after), stored(t, core))
		})
	}
}

// refusing is the item that the refused updates must not change.
var refusing = itemKey.with(plain{
	"n": 1, "word": "x", "tags": strset{"x"}, "m": plain{"k": 1}, "seq": []any{plain{"k": 1}}, "big": num("9" + strings.Repeat("0", 125)),
})

var refusedUpdates = []struct {
	update update
	want   string
}{
	{update{"SET a = :v, a = :v", nil, plain{":v": 1}}, "Two document paths overlap with each other"},
	{update{"SET m = :v REMOVE m.k", nil, plain{":v": 1}}, "Two document paths overlap with each other"},
	{update{"SET m.#k = :v REMOVE m.k", map[string]string{"#k": "k"}, plain{":v": 1}}, "Two document paths overlap with each other"},
	{update{"SET m.a = :v, m[0] = :v", nil, plain{":v": 1}}, "Two document paths conflict with each other"},
	{update{"SET a = :v SET b = :v", nil, plain{":v": 1}}, `The "SET" section can only be used once`},
	{update{"SET a = :w", nil, plain{":v": 1}}, "An expression attribute value used in expression is not defined; attribute value: :w"},
	{update{"SET #a = :v", nil, plain{":v": 1}}, "An expression attribute name used in the document path is not defined; attribute name: #a"},
	{update{"SET a = :v", nil, plain{":v": 1, ":w": 2}}, "Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}"},
	{update{"SET a = :v", map[string]string{"#x": "x"}, plain{":v": 1}}, "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}"},
	{update{"SET a = :v", map[string]string{"x": "x"}, plain{":v": 1}}, `ExpressionAttributeNames contains invalid key: Syntax error; key: "x"`},
	{update{"SET a = :v", nil, plain{":v": 1, "w": 2}}, `ExpressionAttributeValues contains invalid key: Syntax error; key: "w"`},
	{update{"SET a = :v", nil, plain{}}, "ExpressionAttributeValues must not be empty"},
	{update{"SET state = :v", nil, plain{":v": 1}}, "Attribute name is a reserved keyword; reserved keyword: state"},
	{update{"SET m.total = :v", nil, plain{":v": 1}}, "reserved keyword: total"},
	{update{"SET pk = :v", nil, plain{":v": "q"}}, "Cannot update attribute pk. This attribute is part of the key"},
	{update{"REMOVE #k", map[string]string{"#k": "sk"}, nil}, "Cannot update attribute sk. This attribute is part of the key"},
	{update{"", nil, nil}, "Invalid UpdateExpression: The expression can not be empty;"},
	{update{"SET a", nil, nil}, `Syntax error; token: "<EOF>", near: "a"`},
	{update{"SET a = ", nil, nil}, `Syntax error; token: "<EOF>", near: "="`},
	{update{"SET a = :v,", nil, plain{":v": 1}}, `Syntax error; token: "<EOF>", near: ","`},
	{update{"SET a := 1", nil, nil}, `Syntax error; token: ":"`},
	{update{"PUT a = :v", nil, plain{":v": 1}}, `Syntax error; token: "PUT"`},
	{update{"ADD a b", nil, nil}, `Syntax error; token: "b", near: "a b`},
	{update{"SET a = nope(b)", nil, nil}, "Invalid function name; function: nope"},
	{update{"SET a = list_append(seq, :v)", nil, plain{":v": 1}}, "operator or function: list_append, operand type: N"},
	{update{"SET a = list_append(absent, :v)", nil, plain{":v": []any{}}}, "refers to an attribute that does not exist in the item"},
	{update{"SET a = list_append(word, :v)", nil, plain{":v": []any{}}}, "An operand in the update expression has an incorrect data type"},
	{update{"SET a = list_append(seq)", nil, nil}, `Syntax error; token: ")"`},
	{update{"SET a = n + :v", nil, plain{":v": "1"}}, "operator or function: +, operand type: S"},
	{update{"SET a = (((n)))", nil, nil}, `Syntax error; token: "("`},
	{update{"SET a = (n + n) + n", nil, nil}, `Syntax error; token: "+"`},
	{update{"DELETE absent.k :v", nil, plain{":v": strset{"x"}}}, "The document path provided in the update expression is invalid for update"},
	{update{"SET a = absent", nil, nil}, "The provided expression refers to an attribute that does not exist in the item"},
	{update{"SET a = absent + :v", nil, plain{":v": 1}}, "refers to an attribute that does not exist in the item"},
	{update{"SET a = word + :v", nil, plain{":v": 1}}, "An operand in the update expression has an incorrect data type"},
	{update{"ADD word :v", nil, plain{":v": 1}}, "An operand in the update expression has an incorrect data type"},
	{update{"ADD tags :v", nil, plain{":v": numset{"1"}}}, "An operand in the update expression has an incorrect data type"},
	{update{"DELETE n :v", nil, plain{":v": strset{"1"}}}, "An operand in the update expression has an incorrect data type"},
	{update{"ADD n :v", nil, plain{":v": "1"}}, "Incorrect operand type for operator or function; operator or function: ADD, operand type: S"},
	{update{"DELETE tags :v", nil, plain{":v": 1}}, "operator or function: DELETE, operand type: N"},
	{update{"SET absent.k = :v", nil, plain{":v": 1}}, "The document path provided in the update expression is invalid for update"},
	{update{"REMOVE absent.k", nil, nil}, "The document path provided in the update expression is invalid for update"},
	{update{"SET word.k = :v", nil, plain{":v": 1}}, "The document path provided in the update expression is invalid for update"},
	{update{"SET m.k.j.i = :v", nil, plain{":v": 1}}, "The document path provided in the update expression is invalid for update"},
	{update{"SET seq[3].k = :v", nil, plain{":v": 1}}, "The document path provided in the update expression is invalid for update"},
	{update{"SET seq[0].k.j = :v", nil, plain{":v": 1}}, "The document path provided in the update expression is invalid for update"},
	{update{"SET a = if_not_exists(:v, :v)", nil, plain{":v": 1}}, `Syntax error; token: ":v"`},
	{update{"SET a = if_not_exists(b; :v)", nil, plain{":v": 1}}, `Syntax error; token: ";"`},
	{update{"SET a = if_not_exists(b)", nil, nil}, `Syntax error; token: ")"`},
	{update{"SET a = :v + absent", nil, plain{":v": 1}}, "refers to an attribute that does not exist in the item"},
	{update{"SET #a = :v", map[string]string{"#a": ""}, plain{":v": 1}}, "ExpressionAttributeNames contains invalid value: Empty attribute name for key #a"},
	{update{"SET m[0] = :v", nil, plain{":v": 1}}, "The document path provided in the update expression is invalid for update"},
	{update{"ADD big :v", nil, plain{":v": num("9E125")}}, "Number overflow"},
	{update{"ADD big :v", nil, plain{":v": 1}}, "more than 38 significant digits"},
	{update{"SET due = :v", nil, plain{":v": "soon"}}, "Type mismatch for Index Key due Expected: N Actual: S IndexName: by-due"},
	{update{"SET #o = :v", map[string]string{"#o": "open"}, plain{":v": ""}}, "cannot contain an empty string value. IndexName: by-due, IndexKey: open"},
	{update{"SET a = :v", nil, plain{":v": strings.Repeat("x", 400<<10)}}, "Item size to update has exceeded the maximum allowed size"},
	{update{"SET a = :v" + strings.Repeat(" ", 4096), nil, plain{":v": 1}}, "Expression size has exceeded the maximum allowed size"},
}

func TestCore_UpdateItem_refused(t *testing.T) {
	t.Parallel()
	for _, c := range refusedUpdates {
		t.Run(c.want, func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			put(t, core, refusing)
			_, err := core.UpdateItem(t.Context(), c.update.input())
			expectError(t, "Invalid: "+c.want, err)
			expect(t, "item", refusing, stored(t, core))
		})
	}
}

func TestCore_UpdateItem_that_fails(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	before := itemKey.with(plain{"n": 1, "word": "x", "tags": strset{"x"}, "m": plain{"k": 1}, "l": []any{1}})
	put(t, core, before)
	_, err := core.UpdateItem(t.Context(), update{
		"SET m.k = :v, l[0] = :v REMOVE n ADD tags :s, word :v", nil, plain{":v": 2, ":s": strset{"y"}},
	}.input())
	expectError(t, "Invalid: incorrect data type", err)
	expect(t, "item", before, stored(t, core))

	_, err = core.UpdateItem(t.Context(), update{"SET absent.k = :v, a = :v", nil, plain{":v": 2}}.input())
	expectError(t, "Invalid: document path", err)
	expect(t, "item", before, stored(t, core))
}

func TestCore_UpdateItem_return_values(t *testing.T) {
	t.Parallel()
	before := itemKey.with(plain{"n": 1, "same": 5, "m": plain{"x": 1, "y": 2}, "l": []any{1, 2, 3}, "gone": 1})
	after := itemKey.with(plain{"n": 2, "same": 5, "m": plain{"x": 9, "y": 2}, "l": []any{1, 8, 9}, "fresh": 3})
	change := update{"ADD n :one SET same = same, m.x = :x, l[2] = :x, l[1] = :l, fresh = :new REMOVE gone",
		nil, plain{":one": 1, ":x": 9, ":l": 8, ":new": 3}}
	for _, c := range []struct {
		want   types.ReturnValue
		before plain
		answer plain
	}{
		{"", before, nil},
		{types.ReturnValueNone, before, nil},
		{types.ReturnValueAllOld, before, before},
		{types.ReturnValueAllNew, before, after},
		{types.ReturnValueUpdatedOld, before, plain{"n": 1, "same": 5, "m": plain{"x": 1}, "l": []any{2, 3}, "gone": 1}},
		{types.ReturnValueUpdatedNew, before, plain{"n": 2, "same": 5, "m": plain{"x": 9}, "l": []any{8, 9}, "fresh": 3}},
	} {
		t.Run(string(c.want), func(t *testing.T) {
			t.Parallel()
			core := newCore(t)
			put(t, core, c.before)
			in := change.input()
			in.ReturnValues = c.want
			out, err := core.UpdateItem(t.Context(), in)
			expectError(t, "", err)
			expect(t, "attributes", c.answer, plainOf(out.Attributes))
			expect(t, "item", after, stored(t, core))
		})
	}
}

func TestCore_UpdateItem_return_values_of_a_new_item(t *testing.T) {
	t.Parallel()
	for want, answer := range map[types.ReturnValue]plain{
		types.ReturnValueAllOld:     nil,
		types.ReturnValueUpdatedOld: nil,
		types.ReturnValueAllNew:     itemKey.with(plain{"a": 1}),
		types.ReturnValueUpdatedNew: {"a": 1},
	} {
		in := update{"SET a = :v REMOVE b", nil, plain{":v": 1}}.input()
		in.ReturnValues = want
		out, err := newCore(t).UpdateItem(t.Context(), in)
		expectError(t, "", err)
		expect(t, string(want), answer, plainOf(out.Attributes))
	}
}

func TestCore_UpdateItem_without_expression(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	in := &sdk.UpdateItemInput{TableName: aws.String("ledger"), Key: itemKey.item(), ReturnValues: types.ReturnValueUpdatedNew}
	out, err := core.UpdateItem(t.Context(), in)
	expectError(t, "", err)
	expect(t, "attributes", plain(nil), plainOf(out.Attributes))
	expect(t, "item", itemKey, stored(t, core))
}
