package dynamodb

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var deleteTableFields = newFields("DeleteTable", sdk.DeleteTableInput{}, "TableName")

// DeleteTable deletes a table with its items at once. The answer describes it as DELETING, as on AWS, where it
// takes a while.
func (c *Core) DeleteTable(_ context.Context, in *sdk.DeleteTableInput, _ ...func(*sdk.Options)) (*sdk.DeleteTableOutput, error) {
	if err := deleteTableFields.check(in); err != nil {
		return nil, err
	}
	name, err := tableName(in.TableName)
	if err != nil {
		return nil, err
	}
	t, err := c.subject(name)
	if err != nil {
		return nil, err
	}
	if t.protected {
		return nil, invalidf("Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.")
	}
	delete(c.tables, name)
	d := t.describe()
	d.TableStatus = types.TableStatusDeleting
	return &sdk.DeleteTableOutput{TableDescription: d}, nil
}
