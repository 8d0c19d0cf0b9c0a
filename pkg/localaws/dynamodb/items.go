package dynamodb

import (
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// Items calls f with a request that puts it for each item of each table, by table and key. It stops at the
// first error and returns that. The requests, made to a Core with the same tables and no items, make its items
// the same.
func (c *Core) Items(f func(*sdk.PutItemInput) error) error {
	for _, name := range slices.Sorted(maps.Keys(c.tables)) {
		rows := c.tables[name].rows
		for _, hash := range slices.Sorted(maps.Keys(rows)) {
			for _, r := range rows[hash] {
				if err := f(&sdk.PutItemInput{TableName: aws.String(name), Item: attr.CloneItem(r.item)}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
