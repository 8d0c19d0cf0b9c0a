package sim

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// item is a stored item.
type item = map[string]types.AttributeValue

func str(it item, name string) string {
	if s, ok := it[name].(*types.AttributeValueMemberS); ok {
		return s.Value
	}
	return ""
}

func num(it item, name string) int {
	if n, ok := it[name].(*types.AttributeValueMemberN); ok {
		return must(strconv.Atoi(n.Value))
	}
	return 0
}

func keyName(it item) string { return str(it, "pk") + " " + str(it, "sk") }

// partition is the key of an epoch's items.
func partition(run fanlight.RunID, epoch int) string {
	return "RUN#" + string(run) + "#" + strconv.Itoa(epoch)
}
