package sim

import (
	"bytes"
	"compress/gzip"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// MakeNewer adds a key that this version does not know to the definition of a
// stored run, as if a newer version had written it; MakeKnown removes it.
func (h *Harness) MakeNewer(id fanlight.RunID) {
	h.editDefinition(id, `{"name"`, `{"send_when":"failure","name"`)
}

// MakeKnown undoes MakeNewer.
func (h *Harness) MakeKnown(id fanlight.RunID) {
	h.editDefinition(id, `{"send_when":"failure","name"`, `{"name"`)
}

// DeployNewer adds such a key to the deployed definition of a report.
func (h *Harness) DeployNewer(name string) {
	h.T.Helper()
	_, err := h.DynamoDB.UpdateItem(h.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &h.Names.Table, UpdateExpression: aws.String("SET #d = :d"),
		Key: map[string]types.AttributeValue{
			ledger.PartitionKey: &types.AttributeValueMemberS{Value: "REPORTS"}, ledger.SortKey: &types.AttributeValueMemberS{Value: name},
		},
		ExpressionAttributeNames: map[string]string{"#d": "definition"}, ExpressionAttributeValues: map[string]types.AttributeValue{
			":d": &types.AttributeValueMemberS{Value: `{"send_when":"failure","name":"` + name + `"}`},
		},
	})
	if err != nil {
		h.T.Fatal(err)
	}
}

func (h *Harness) editDefinition(id fanlight.RunID, from, to string) {
	h.T.Helper()
	key := map[string]types.AttributeValue{
		ledger.PartitionKey: &types.AttributeValueMemberS{Value: "RUN#" + string(id)},
		ledger.SortKey:      &types.AttributeValueMemberS{Value: "META"},
	}
	out, err := h.DynamoDB.GetItem(h.T.Context(), &dynamodb.GetItemInput{TableName: &h.Names.Table, Key: key})
	if err != nil {
		h.T.Fatal(err)
	}
	definition := unzip(h, out.Item["definition"].(*types.AttributeValueMemberB).Value)
	if _, err := h.DynamoDB.UpdateItem(h.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &h.Names.Table, Key: key, UpdateExpression: aws.String("SET #d = :d"),
		ExpressionAttributeNames: map[string]string{"#d": "definition"}, ExpressionAttributeValues: map[string]types.AttributeValue{
			":d": &types.AttributeValueMemberB{Value: zipped(h, bytes.Replace(definition, []byte(from), []byte(to), 1))},
		},
	}); err != nil {
		h.T.Fatal(err)
	}
}

func unzip(h *Harness, data []byte) []byte {
	h.T.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		h.T.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		h.T.Fatal(err)
	}
	return plain
}

func zipped(h *Harness, plain []byte) []byte {
	h.T.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(plain); err != nil {
		h.T.Fatal(err)
	}
	if err := z.Close(); err != nil {
		h.T.Fatal(err)
	}
	return b.Bytes()
}
