package wire_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddbtypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestServer_AddDynamoDB(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := a.table(t)
	sent := item{
		"pk": text("p"), "sk": text("all"),
		"empty": text(""), "quoted": text("\"<&>\\\u2028\n"),
		"number": number("12345678901234567890123456789012345678"), "zero": number("0"),
		"blob": &ddbtypes.AttributeValueMemberB{Value: []byte{0, 1, 255}},
		"yes":  &ddbtypes.AttributeValueMemberBOOL{Value: true},
		"no":   &ddbtypes.AttributeValueMemberBOOL{Value: false},
		"null": &ddbtypes.AttributeValueMemberNULL{Value: true},
		"map":  &ddbtypes.AttributeValueMemberM{Value: item{"list": &ddbtypes.AttributeValueMemberL{Value: []ddbtypes.AttributeValue{text("a"), number("1")}}, "none": &ddbtypes.AttributeValueMemberM{Value: item{}}}},
		"list": &ddbtypes.AttributeValueMemberL{Value: []ddbtypes.AttributeValue{}},
		"ss":   &ddbtypes.AttributeValueMemberSS{Value: []string{"a", "b"}},
		"ns":   &ddbtypes.AttributeValueMemberNS{Value: []string{"1", "2"}},
		"bs":   &ddbtypes.AttributeValueMemberBS{Value: [][]byte{{1}, {2}}},
	}
	if _, err := client.PutItem(t.Context(), &ddb.PutItemInput{TableName: aws.String("ledger"), Item: sent}); err != nil {
		t.Fatal(err)
	}
	got, err := client.GetItem(t.Context(), &ddb.GetItemInput{TableName: aws.String("ledger"), Key: key("all"), ConsistentRead: aws.Bool(true)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sent, got.Item, values, cmpopts.SortSlices(func(a, b string) bool { return a < b })); diff != "" {
		t.Errorf("item (-want +got):\n%s", diff)
	}
	expect(t, "what the client complained of", 0, len(a.clientLog.lines))
}

func TestServer_AddDynamoDB_failed_condition(t *testing.T) {
	t.Parallel()
	client := newAccount(wire.Options{}).table(t)
	update := &ddb.UpdateItemInput{
		TableName: aws.String("ledger"), Key: key("counter"),
		UpdateExpression: aws.String("ADD settled :one"), ConditionExpression: aws.String("attribute_not_exists(settled)"),
		ExpressionAttributeValues:           item{":one": number("1")},
		ReturnValues:                        ddbtypes.ReturnValueAllNew,
		ReturnValuesOnConditionCheckFailure: ddbtypes.ReturnValuesOnConditionCheckFailureAllOld,
	}
	out, err := client.UpdateItem(t.Context(), update)
	if err != nil {
		t.Fatal(err)
	}
	want := item{"pk": text("p"), "sk": text("counter"), "settled": number("1")}
	if diff := cmp.Diff(want, out.Attributes, values); diff != "" {
		t.Errorf("new item (-want +got):\n%s", diff)
	}
	_, err = client.UpdateItem(t.Context(), update)
	var failed *ddbtypes.ConditionalCheckFailedException
	if !errors.As(err, &failed) {
		t.Fatalf("second update: %v, want a failed condition", err)
	}
	if diff := cmp.Diff(want, failed.Item, values); diff != "" {
		t.Errorf("item in the error (-want +got):\n%s", diff)
	}
}

// TestServer_AddDynamoDB_error_types has the types from dynalite's tests, which run on AWS too
// (https://github.com/architect/dynalite/blob/main/test/helpers.js: assertSerialization, assertValidation,
// assertNotFound).
func TestServer_AddDynamoDB_error_types(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	a.table(t)
	for request, want := range map[string]string{
		`{"TableName":1}`:                 "com.amazon.coral.service#SerializationException",
		`{"TableName":"ledger","Key":{}}`: "com.amazon.coral.validate#ValidationException",
		`{"TableName":"absent","Key":{"pk":{"S":"a"},"sk":{"S":"b"}}}`: "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
	} {
		expect(t, request, any(want), read(t, a.post(t, "DynamoDB_20120810.GetItem", request).Body)["__type"])
	}
}

// TestServer_AddDynamoDB_ignored wants what CreateTable accepts without effect in the log.
func TestServer_AddDynamoDB_ignored(t *testing.T) {
	t.Parallel()
	var log []wire.Entry
	a := newAccount(wire.Options{Log: func(e wire.Entry) { log = append(log, e) }})
	resp := a.post(t, "DynamoDB_20120810.CreateTable", `{"TableName":"runs","KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
		"AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":1}}`)
	expect(t, "status", 200, resp.StatusCode)
	expect(t, "ignored", []string{"ProvisionedThroughput (calls are not throttled)"}, log[0].Ignored)
	if line := log[0].String(); !strings.Contains(line, "dynamodb.CreateTable 200, ignored ProvisionedThroughput") {
		t.Errorf("line %q does not name it", line)
	}
}
