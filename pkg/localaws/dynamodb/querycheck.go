package dynamodb

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// checkSelect checks what Select has to do with the other parameters.
func (q *query) checkSelect() error {
	switch s := q.in.Select; {
	case s == types.SelectAllProjectedAttributes && q.in.IndexName == nil:
		return attr.Invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
	case s == types.SelectSpecificAttributes && !q.projection.IsSet():
		return attr.Invalid("SPECIFIC_ATTRIBUTES requires a ProjectionExpression")
	case s != "" && s != types.SelectSpecificAttributes && q.projection.IsSet():
		return attr.Invalidf("Cannot specify the ProjectionExpression when choosing to get %s", s)
	}
	return nil
}

// check checks what depends on the table and the index.
func (q *query) check() error {
	if err := q.table.checkScalars(slices.Concat(q.filter.Nested(), q.projection.Nested())); err != nil {
		return err
	}
	if q.index == nil || q.index.projected == nil {
		return nil
	}
	return q.checkProjected()
}

// checkProjected refuses what a global index does not have. A local index gets it from the table
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html, fetches).
func (q *query) checkProjected() error {
	if q.in.Select == types.SelectAllAttributes {
		if !q.index.local {
			return invalidf("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported "+
				"for global secondary index %s because its projection type is not ALL", q.index.name)
		}
		q.whole = true
	}
	for _, name := range append(q.filter.Attributes(), q.projection.Attributes()...) {
		if q.index.projected[name] {
			continue
		}
		if !q.index.local {
			return invalidf("One or more parameter values were invalid: Global secondary index %s does not project [%s]", q.index.name, name)
		}
		q.whole = true
	}
	return nil
}

func (q *query) checkKeyTypes() error {
	for _, v := range []struct {
		part  keyAttribute
		value attr.Value
	}{{q.schema.hash, q.key.Hash}, {q.schema.rng, q.key.Range.Low}, {q.schema.rng, q.key.Range.High}} {
		if v.value != nil && attr.TypeName(v.value) != string(v.part.kind) {
			return invalidf("One or more parameter values were invalid: Condition parameter type does not match schema type")
		}
		if kind := emptyKind(v.value); kind != "" {
			return emptyKey(v.part, kind)
		}
	}
	return nil
}
