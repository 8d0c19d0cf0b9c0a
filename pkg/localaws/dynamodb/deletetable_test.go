package dynamodb_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func TestCore_DeleteTable(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	in := &sdk.DeleteTableInput{TableName: aws.String("ledger")}
	out, err := core.DeleteTable(t.Context(), in)
	expectError(t, "", err)
	expect(t, "status", types.TableStatusDeleting, out.TableDescription.TableStatus)
	_, err = core.DeleteTable(t.Context(), in)
	expectError(t, "ResourceNotFoundException: Requested resource not found", err)
	_, err = core.CreateTable(t.Context(), ledger())
	expectError(t, "", err)
	expect(t, "an item of before", plain(nil), stored(t, core))
}

// TestCore_DeleteTable_protected has its rule from
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html (deletion
// protection).
func TestCore_DeleteTable_protected(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	in := ledger()
	in.TableName, in.DeletionProtectionEnabled = aws.String("kept"), aws.Bool(true)
	_, err := core.CreateTable(t.Context(), in)
	expectError(t, "", err)
	_, err = core.DeleteTable(t.Context(), &sdk.DeleteTableInput{TableName: aws.String("kept")})
	expectError(t, "Invalid: Resource cannot be deleted as it is currently protected against deletion", err)
	_, err = core.UpdateTable(t.Context(), &sdk.UpdateTableInput{TableName: aws.String("kept"), DeletionProtectionEnabled: aws.Bool(false)})
	expectError(t, "", err)
	_, err = core.DeleteTable(t.Context(), &sdk.DeleteTableInput{TableName: aws.String("kept")})
	expectError(t, "", err)
}
