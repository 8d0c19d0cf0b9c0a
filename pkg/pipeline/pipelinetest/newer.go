package pipelinetest

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
func (w *World) MakeNewer(id fanlight.RunID) {
	w.editDefinition(id, `{"name"`, `{"send_when":"failure","name"`)
}

// MakeKnown undoes MakeNewer.
func (w *World) MakeKnown(id fanlight.RunID) {
	w.editDefinition(id, `{"send_when":"failure","name"`, `{"name"`)
}

// DeployNewer adds such a key to the deployed definition of a report.
func (w *World) DeployNewer(name string) {
	w.T.Helper()
	_, err := w.DynamoDB.UpdateItem(w.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &w.Names.Table, UpdateExpression: aws.String("SET #d = :d"),
		Key: map[string]types.AttributeValue{
			ledger.PartitionKey: &types.AttributeValueMemberS{Value: "REPORTS"}, ledger.SortKey: &types.AttributeValueMemberS{Value: name},
		},
		ExpressionAttributeNames: map[string]string{"#d": "definition"}, ExpressionAttributeValues: map[string]types.AttributeValue{
			":d": &types.AttributeValueMemberS{Value: `{"send_when":"failure","name":"` + name + `"}`},
		},
	})
	if err != nil {
		w.T.Fatal(err)
	}
}

func (w *World) editDefinition(id fanlight.RunID, from, to string) {
	w.T.Helper()
	key := map[string]types.AttributeValue{
		ledger.PartitionKey: &types.AttributeValueMemberS{Value: "RUN#" + string(id)},
		ledger.SortKey:      &types.AttributeValueMemberS{Value: "META"},
	}
	out, err := w.DynamoDB.GetItem(w.T.Context(), &dynamodb.GetItemInput{TableName: &w.Names.Table, Key: key})
	if err != nil {
		w.T.Fatal(err)
	}
	definition := unzip(w, out.Item["definition"].(*types.AttributeValueMemberB).Value)
	if _, err := w.DynamoDB.UpdateItem(w.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &w.Names.Table, Key: key, UpdateExpression: aws.String("SET #d = :d"),
		ExpressionAttributeNames: map[string]string{"#d": "definition"}, ExpressionAttributeValues: map[string]types.AttributeValue{
			":d": &types.AttributeValueMemberB{Value: zipped(w, bytes.Replace(definition, []byte(from), []byte(to), 1))},
		},
	}); err != nil {
		w.T.Fatal(err)
	}
}

func unzip(w *World, data []byte) []byte {
	w.T.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		w.T.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		w.T.Fatal(err)
	}
	return plain
}

func zipped(w *World, plain []byte) []byte {
	w.T.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(plain); err != nil {
		w.T.Fatal(err)
	}
	if err := z.Close(); err != nil {
		w.T.Fatal(err)
	}
	return b.Bytes()
}
