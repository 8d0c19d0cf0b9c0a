package oracle

import (
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

const definitionPrefix = "DEFINITION#"

// wroteDefinition holds that a stored definition never changes: its digest names
// its bytes. Its expiry only grows.
func (o *Oracle) wroteDefinition(it item) {
	name := keyName(it)
	before, exists := o.definitions[name]
	if exists && string(binary(before, "data")) != string(binary(it, "data")) {
		o.violate("plan", "%s changed", name)
	}
	if exists && num(it, "expires") < num(before, "expires") {
		o.violate("E4", "%s expires %ds sooner than before", name, num(before, "expires")-num(it, "expires"))
	}
	o.definitions[name] = it
}

// checkFrozenPartsAreThere holds that META names a definition and a sending order
// that are stored, and for long enough (rules D1 and E4).
func (o *Oracle) checkFrozenPartsAreThere(r *runState, until time.Time) {
	if id := str(r.meta, "order_id"); id != "" && r.orders["ORDER#"+id] == nil {
		o.violate("D1", "META of %s names the order %s, which is not there", r.id, id)
	}
	digest := str(r.meta, "digest")
	if digest == "" {
		if layout := num(r.meta, "layout"); layout > 0 && layout <= newestLayout && binary(r.meta, "definition") == nil {
			o.violate("D1", "META of %s has no definition", r.id)
		}
		return
	}
	count := 1
	for n := 0; n < count; n++ {
		chunk, exists := o.definitions[fmt.Sprintf("%s%s CHUNK#%03d", definitionPrefix, digest, n)]
		if !exists {
			o.violate("D1", "META of %s names the definition %s, whose chunk %d is not there", r.id, digest, n)
			return
		}
		if expires := time.Unix(int64(num(chunk, "expires")), 0); expires.Before(until.Add(-o.set.Skew)) {
			o.violate("E4", "the definition of %s expires %s too early", r.id, until.Sub(expires))
		}
		count = num(chunk, "count")
	}
}

// maxMeta is how many bytes META may have: an update costs one write unit.
const maxMeta = 1024

// checkMetaSize holds that META is small, unless an earlier version put the
// definition into it.
func (o *Oracle) checkMetaSize(r *runState) {
	if size := itemSize(r.meta); size > maxMeta && r.meta["definition"] == nil {
		o.violate("META", "META of %s has %d bytes", r.id, size)
	}
}

// itemSize returns the size of an item of texts, numbers and bytes as DynamoDB
// counts it, or a little more.
//
// Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
func itemSize(it item) int {
	size := 0
	for name, v := range it {
		size += len(name)
		switch v := v.(type) {
		case *types.AttributeValueMemberS:
			size += len(v.Value)
		case *types.AttributeValueMemberB:
			size += len(v.Value)
		case *types.AttributeValueMemberN:
			size += len(v.Value)/2 + 2
		}
	}
	return size
}

func isDefinition(pk string) bool { return strings.HasPrefix(pk, definitionPrefix) }
