package dynamodb

import (
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// The limits of indexes (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html,
// secondary indexes).
const (
	maxLocal  = 5
	maxGlobal = 20
	maxNonKey = 20 // projected attributes that an index names
)

var (
	globalFields = newFields("GlobalSecondaryIndex", types.GlobalSecondaryIndex{}, "IndexName", "KeySchema", "Projection", "ProvisionedThroughput")
	localFields  = newFields("LocalSecondaryIndex", types.LocalSecondaryIndex{}, "IndexName", "KeySchema", "Projection")
)

// addIndexes adds the indexes of a CreateTable to the table, which has its key.
func (t *table) addIndexes(d *definitions, in *sdk.CreateTableInput) error {
	locals, globals := in.LocalSecondaryIndexes, in.GlobalSecondaryIndexes
	switch {
	case locals != nil && len(locals) == 0:
		return invalidf("One or more parameter values were invalid: List of LocalSecondaryIndexes is empty")
	case globals != nil && len(globals) == 0:
		return invalidf("One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty")
	case len(locals) > maxLocal:
		return invalidf("One or more parameter values were invalid: Number of LocalSecondaryIndexes exceeds per-table limit of %d", maxLocal)
	case len(globals) > maxGlobal:
		return invalidf("One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table limit of %d", maxGlobal)
	}
	for _, given := range locals {
		if err := t.addLocal(d, given); err != nil {
			return err
		}
	}
	for _, given := range globals {
		if err := globalFields.check(&given); err != nil {
			return err
		}
		x := &index{name: *given.IndexName, throughput: cloneThroughput(given.ProvisionedThroughput)}
		if err := t.addIndex(d, x, given.KeySchema, given.Projection); err != nil {
			return err
		}
	}
	return nil
}

// addLocal adds a local index, which has the table's hash key and a range key of its own.
func (t *table) addLocal(d *definitions, given types.LocalSecondaryIndex) error {
	if err := localFields.check(&given); err != nil {
		return err
	}
	x := &index{name: *given.IndexName, local: true}
	if t.schema.rng.name == "" {
		return invalidf("One or more parameter values were invalid: Table KeySchema does not have a range key, " +
			"which is required when specifying a LocalSecondaryIndex")
	}
	if err := t.addIndex(d, x, given.KeySchema, given.Projection); err != nil {
		return err
	}
	switch {
	case x.schema.rng.name == "":
		return invalidf("One or more parameter values were invalid: Index KeySchema does not have a range key for index: %s", x.name)
	case x.schema.hash != t.schema.hash:
		return invalidf("One or more parameter values were invalid: Index KeySchema does not have the same leading hash key "+
			"as table KeySchema for index: %s. index hash key: %s, table hash key: %s", x.name, x.schema.hash.name, t.schema.hash.name)
	}
	return nil
}

func (t *table) addIndex(d *definitions, x *index, elements []types.KeySchemaElement, p *types.Projection) (err error) {
	if _, err := t.index(x.name); err == nil {
		return invalidf("One or more parameter values were invalid: Duplicate index name: %s", x.name)
	}
	if x.schema, err = d.schema(elements); err != nil {
		return err
	}
	x.rows = rows{}
	t.indexes = append(t.indexes, x)
	return x.setProjection(p, t.schema)
}

// setProjection sets the attributes of the index. The attributes of both keys always belong to it.
func (x *index) setProjection(given *types.Projection, base schema) error {
	x.projection = types.Projection{ProjectionType: given.ProjectionType, NonKeyAttributes: append([]string(nil), given.NonKeyAttributes...)}
	include := given.ProjectionType == types.ProjectionTypeInclude
	switch {
	case given.ProjectionType == "":
		return invalidf("One or more parameter values were invalid: Unknown ProjectionType: null")
	case include == (len(given.NonKeyAttributes) == 0):
		return invalidf("One or more parameter values were invalid: ProjectionType is %s, and NonKeyAttributes are %v",
			given.ProjectionType, given.NonKeyAttributes)
	case given.ProjectionType != types.ProjectionTypeAll:
		x.projected = namesOf(given.NonKeyAttributes, append(base.parts(), x.schema.parts()...))
	}
	return nil
}

func namesOf(attributes []string, keys []keyAttribute) map[string]bool {
	names := make(map[string]bool)
	for _, name := range attributes {
		names[name] = true
	}
	for _, k := range keys {
		names[k.name] = true
	}
	return names
}
