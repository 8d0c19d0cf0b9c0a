package sim

import (
	"bytes"
	"compress/gzip"
	"io"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// MakeNewer adds a key that this version does not know to the definition of a
// stored run, as if a newer version had written it; MakeKnown removes it.
func (h *Harness) MakeNewer(id fanlight.RunID) {
	h.editItem("DEFINITION#"+h.Run(id).Digest, "CHUNK#", `{"name"`, `{"new_key":"x","name"`)
}

// MakeKnown undoes MakeNewer.
func (h *Harness) MakeKnown(id fanlight.RunID) {
	h.editItem("DEFINITION#"+h.Run(id).Digest, "CHUNK#", `{"new_key":"x","name"`, `{"name"`)
}

// DeployNewer adds such a key to the deployed definition of a report.
func (h *Harness) DeployNewer(name string) {
	h.T.Helper()
	d, err := h.Ledger().Definition(h.T.Context(), name)
	if err != nil {
		h.T.Fatal(err)
	}
	h.editItem("REPORT#"+name, "DEFINITION#"+d.Packed.Digest, `{"name"`, `{"new_key":"x","name"`)
}

// SetLayout gives a stored run the number of another layout, as if another version
// had created it.
func (h *Harness) SetLayout(id fanlight.RunID, layout int) {
	h.T.Helper()
	_, err := h.DynamoDB.UpdateItem(h.T.Context(), &dynamodb.UpdateItemInput{
		TableName: &h.Names.Table, UpdateExpression: aws.String("SET layout = :layout"),
		Key:                       item{"pk": &types.AttributeValueMemberS{Value: "RUN#" + string(id)}, "sk": &types.AttributeValueMemberS{Value: "META"}},
		ExpressionAttributeValues: item{":layout": &types.AttributeValueMemberN{Value: strconv.Itoa(layout)}},
	})
	if err != nil {
		h.T.Fatal(err)
	}
}

// MakeDocumentNewer adds such a key to the document of a run's first epoch.
func (h *Harness) MakeDocumentNewer(id fanlight.RunID) {
	h.editItem("RUN#"+string(id)+"#1", "DOCUMENT#", `{"document"`, `{"new_key":1,"document"`)
}

// editItem replaces from in the compressed data of the one item of a partition whose
// sort key begins with prefix.
func (h *Harness) editItem(pk, prefix, from, to string) {
	h.T.Helper()
	out, err := h.DynamoDB.Query(h.T.Context(), &dynamodb.QueryInput{
		TableName: &h.Names.Table, KeyConditionExpression: aws.String("pk = :pk AND begins_with(sk, :prefix)"),
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":pk": &types.AttributeValueMemberS{Value: pk}, ":prefix": &types.AttributeValueMemberS{Value: prefix},
		},
	})
	if err != nil || len(out.Items) != 1 {
		h.T.Fatalf("%d items of %s %s, %v", len(out.Items), pk, prefix, err)
	}
	item := out.Items[0]
	plain := unzip(h, item["data"].(*types.AttributeValueMemberB).Value)
	if !bytes.Contains(plain, []byte(from)) {
		h.T.Fatalf("no %s in %s %s", from, pk, prefix)
	}
	item["data"] = &types.AttributeValueMemberB{Value: zip(bytes.Replace(plain, []byte(from), []byte(to), 1))}
	if _, err := h.DynamoDB.PutItem(h.T.Context(), &dynamodb.PutItemInput{TableName: &h.Names.Table, Item: item}); err != nil {
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

// zip compresses as the ledger does. It panics if that fails: in memory it cannot.
func zip(plain []byte) []byte { return must(compress.GzipBytes(plain)) }
