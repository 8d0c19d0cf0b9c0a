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
	names         map[string]string
	values        attr.Item
	condition     *string
	update        *string
	capacity      types.ReturnConsumedCapacity
	returnValues  types.ReturnValue
	returnFailure types.ReturnValuesOnConditionCheckFailure
}

// write is a writeRequest with its table and its parsed expressions.
type write struct {
	core      *Core
	request   writeRequest
	table     *table
	condition expr.Condition
	update    expr.Update
}

// begin checks what does not depend on an item. allowed are the values of ReturnValues other than NONE.
func (c *Core) begin(r writeRequest, allowed ...types.ReturnValue) (write, error) {
	w := write{core: c, request: r}
	if err := r.checkOptions(allowed); err != nil {
		return w, err
	}
	if err := w.bind(); err != nil {
		return w, validation(err)
	}
	var err error
	w.table, err = c.table(r.table)
	return w, err
}

func (r writeRequest) checkOptions(allowed []types.ReturnValue) error {
	switch r.returnFailure {
	case "", types.ReturnValuesOnConditionCheckFailureNone, types.ReturnValuesOnConditionCheckFailureAllOld:
	default:
		return unsupported("ReturnValuesOnConditionCheckFailure=" + string(r.returnFailure))
	}
	if r.returnValues != "" && r.returnValues != types.ReturnValueNone && !slices.Contains(allowed, r.returnValues) {
		return invalidf("Return values set to invalid value: %s", r.returnValues)
	}
	return checkCapacity(r.capacity)
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
	return consumed(w.request.capacity, w.table.name, units)
}

func (c *Core) replace(t *table, old, next *row) float64 {
	units := t.replace(old, next, c.Hooks.IndexLag != nil)
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
