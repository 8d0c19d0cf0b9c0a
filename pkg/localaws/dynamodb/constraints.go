package dynamodb

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// constraints collects what a request breaks of the service's model: the words of enumerations, bounds of
// numbers and lengths. AWS checks them before anything else, except for the name of the table, and names all of
// them (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference, each member's constraints; the texts as
// recorded in https://github.com/nubo-db/dynamodb-conformance/tree/main/tests/tier3/error-messages).
type constraints struct {
	broken []string
}

func (c *constraints) add(value, member, rule string) {
	c.broken = append(c.broken, fmt.Sprintf("Value %s at '%s' failed to satisfy constraint: %s", value, member, rule))
}

func (c *constraints) present(member string, there bool) {
	if !there {
		c.add("null", member, "Member must not be null")
	}
}

// atLeast checks a number, which may be absent.
func atLeast[N int32 | int64](c *constraints, member string, value *N, least N) {
	if value != nil && *value < least {
		c.add(fmt.Sprintf("'%d'", *value), member, fmt.Sprintf("Member must have value greater than or equal to %d", least))
	}
}

func atMost[N int32 | int64](c *constraints, member string, value *N, most N) {
	if value != nil && *value > most {
		c.add(fmt.Sprintf("'%d'", *value), member, fmt.Sprintf("Member must have value less than or equal to %d", most))
	}
}

// word checks a word of an enumeration, which may be absent.
func word[W ~string](c *constraints, member string, value W, set ...W) {
	if value != "" && !slices.Contains(set, value) {
		texts := make([]string, len(set))
		for i, w := range set {
			texts[i] = string(w)
		}
		c.add("'"+string(value)+"'", member, "Member must satisfy enum value set: ["+strings.Join(texts, ", ")+"]")
	}
}

// indexName checks the name of an index, which may be absent.
func (c *constraints) indexName(member string, name *string) {
	if name != nil && !isName(*name) {
		c.add("'"+*name+"'", member, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, 3 to 255 of them")
	}
}

func (c *constraints) capacity(value types.ReturnConsumedCapacity) {
	word(c, "returnConsumedCapacity", value,
		types.ReturnConsumedCapacityIndexes, types.ReturnConsumedCapacityTotal, types.ReturnConsumedCapacityNone)
}

func (c *constraints) collections(value types.ReturnItemCollectionMetrics) {
	word(c, "returnItemCollectionMetrics", value, types.ReturnItemCollectionMetricsSize, types.ReturnItemCollectionMetricsNone)
}

func (c *constraints) selection(value types.Select) {
	word(c, "select", value,
		types.SelectSpecificAttributes, types.SelectCount, types.SelectAllAttributes, types.SelectAllProjectedAttributes)
}

// err returns a ValidationException with what is broken, nil for nothing.
func (c *constraints) err() error {
	switch len(c.broken) {
	case 0:
		return nil
	case 1:
		return invalidf("1 validation error detected: %s", c.broken[0])
	}
	return invalidf("%d validation errors detected: %s", len(c.broken), strings.Join(c.broken, "; "))
}
