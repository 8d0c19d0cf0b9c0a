package dynamodb

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/expr"
)

// writeRequest has the common parameters of PutItem, UpdateItem and DeleteItem.
type writeRequest struct {
	table         *string
	member        string    // "item" or "key"
	given         attr.Item // the parameter Item or Key
	names         map[string]string
	values        attr.Item
	condition     *string
	update        *string
	capacity      types.ReturnConsumedCapacity
	returnValues  types.ReturnValue
	returnFailure types.ReturnValuesOnConditionCheckFailure
	collections   types.ReturnItemCollectionMetrics
}

// write is a writeRequest with its table and its parsed expressions.
type write struct {
	core      *Core
	request   writeRequest
	table     *table
	item      attr.Item // the parameter Item or Key, with canonical values
	condition expr.Condition
	update    expr.Update
}

// begin checks what does not depend on a stored item. allowed are the values of ReturnValues other than NONE.
// As on AWS, only what depends on the table is checked after the look-up of the table.
func (c *Core) begin(r writeRequest, allowed ...types.ReturnValue) (write, error) {
	w := write{core: c, request: r}
	name, err := tableName(r.table)
	if err != nil {
		return w, err
	}
	if err := r.checkOptions(allowed); err != nil {
		return w, err
	}
	if err := w.bind(); err != nil {
		return w, validation(err)
	}
	if w.item, err = importItem(r.given); err != nil {
		return w, err
	}
	if r.member == "item" && attr.ItemSize(w.item) > attr.MaxItemSize {
		return w, validation(errPutTooLarge)
	}
	if w.table, err = c.table(name); err != nil {
		return w, err
	}
	if r.capacity == types.ReturnConsumedCapacityIndexes {
		w.table.forgetUnits()
	}
	return w, w.table.checkScalars(w.condition.Nested())
}

func (r writeRequest) checkOptions(allowed []types.ReturnValue) error {
	var c constraints
	c.present(r.member, r.given != nil)
	word(&c, "returnValues", r.returnValues, types.ReturnValueAllNew, types.ReturnValueUpdatedOld,
		types.ReturnValueAllOld, types.ReturnValueNone, types.ReturnValueUpdatedNew)
	word(&c, "returnValuesOnConditionCheckFailure", r.returnFailure,
		types.ReturnValuesOnConditionCheckFailureAllOld, types.ReturnValuesOnConditionCheckFailureNone)
	c.capacity(r.capacity)
	c.collections(r.collections)
	if err := c.err(); err != nil {
		return err
	}
	if r.returnValues != "" && r.returnValues != types.ReturnValueNone && !slices.Contains(allowed, r.returnValues) {
		return invalidf("Return values set to invalid value: %s", r.returnValues)
	}
	return nil
}

func (w *write) bind() error {
	b, err := expr.Bind(w.request.names, w.request.values)
	if err != nil {
		return err
	}
	if w.update, err = b.Update(w.request.update); err != nil {
		return err
	}
	if w.condition, err = b.Condition("ConditionExpression", w.request.condition); err != nil {
		return err
	}
	return b.CheckUnused()
}

// check tests the condition on the stored row. A failed condition consumes write units too.
func (w *write) check(old *row) error {
	if w.condition.Holds(old.attributes()) {
		return nil
	}
	w.core.units.Write += writeUnits(old.bytes())
	return conditionFailed(old, w.request.returnFailure)
}

// replace stores the row, counts the units and returns the answer's ConsumedCapacity.
func (w *write) replace(old, next *row) *types.ConsumedCapacity {
	units := w.core.replace(w.table, old, next)
	return w.table.written(w.request.capacity, units)
}

// stored returns the row at the parameter Key, nil if there is none.
func (w *write) stored() (*row, error) {
	if err := w.table.schema.checkKey(w.item); err != nil {
		return nil, err
	}
	return w.table.rows.get(w.table.schema.keyOf(w.item)), nil
}

// collection returns the answer's ItemCollectionMetrics.
func (w *write) collection() *types.ItemCollectionMetrics {
	return w.table.collection(w.request.collections, w.item)
}

func (c *Core) replace(t *table, old, next *row) float64 {
	units := t.replace(old, next, c.Hooks.IndexLag != nil)
	if c.Hooks.Stale != nil {
		t.past.add(c.now(), old, next)
	}
	c.units.Write += units
	return units
}

// returnedOld returns the answer's Attributes for ALL_OLD, nil for NONE.
func (w *write) returnedOld(old *row) attr.Item {
	if w.request.returnValues != types.ReturnValueAllOld {
		return nil
	}
	return attr.CloneItem(old.attributes())
}
