package ledger_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/ledger"
)

func TestTable(t *testing.T) {
	t.Parallel()
	in := ledger.Table("fanlight")
	if *in.TableName != "fanlight" || *in.KeySchema[0].AttributeName != ledger.PartitionKey || *in.GlobalSecondaryIndexes[0].IndexName != ledger.OpenIndex {
		t.Errorf("creates %+v", in)
	}
}
