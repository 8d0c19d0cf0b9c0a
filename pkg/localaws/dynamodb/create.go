package dynamodb

import (
	"context"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var createFields = newFields("CreateTable", sdk.CreateTableInput{},
	"TableName", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "KeySchema")

var tableNames = regexp.MustCompile(`^[a-zA-Z0-9_.-]{3,255}$`)

// CreateTable creates a table, which is ACTIVE at once. Key attributes are of type S or N; the billing mode is
// PAY_PER_REQUEST; indexes are global.
func (c *Core) CreateTable(_ context.Context, in *sdk.CreateTableInput, _ ...func(*sdk.Options)) (*sdk.CreateTableOutput, error) {
	if err := c.checkCreate(in); err != nil {
		return nil, err
	}
	d := newDefinitions(in.AttributeDefinitions)
	t := &table{name: *in.TableName, definitions: d.all, created: c.now(), rows: rows{}}
	var err error
	if t.schema, err = d.schema(in.KeySchema); err != nil {
		return nil, err
	}
	for _, given := range in.GlobalSecondaryIndexes {
		if err := t.addIndex(d, given); err != nil {
			return nil, err
		}
	}
	if err := d.checkAllUsed(); err != nil {
		return nil, err
	}
	c.tables[t.name] = t
	return &sdk.CreateTableOutput{TableDescription: t.describe()}, nil
}

func (c *Core) checkCreate(in *sdk.CreateTableInput) error {
	if err := createFields.check(in); err != nil {
		return err
	}
	if in.BillingMode != types.BillingModePayPerRequest {
		return unsupported("CreateTable.BillingMode=" + string(in.BillingMode))
	}
	name := aws.ToString(in.TableName)
	if !tableNames.MatchString(name) {
		return invalidf("Invalid table name %q: 3 to 255 characters of a-z, A-Z, 0-9, '_', '-', '.'", name)
	}
	if c.tables[name] != nil {
		return &types.ResourceInUseException{Message: aws.String("Table already exists: " + name)}
	}
	return nil
}

func (t *table) addIndex(d *definitions, given types.GlobalSecondaryIndex) error {
	if err := indexFields.check(&given); err != nil {
		return err
	}
	name := aws.ToString(given.IndexName)
	if !tableNames.MatchString(name) {
		return invalidf("Invalid index name %q", name)
	}
	if _, err := t.index(name); err == nil {
		return invalidf("One or more parameter values were invalid: Duplicate index name: %s", name)
	}
	keys, err := d.schema(given.KeySchema)
	if err != nil {
		return err
	}
	x := &index{name: name, schema: keys, rows: rows{}}
	t.indexes = append(t.indexes, x)
	return x.setProjection(given.Projection, t.schema)
}

var indexFields = newFields("GlobalSecondaryIndex", types.GlobalSecondaryIndex{}, "IndexName", "KeySchema", "Projection")

// setProjection sets the attributes of the index. The attributes of both keys always belong to it.
func (x *index) setProjection(given *types.Projection, base schema) error {
	if given == nil {
		return invalidf("One or more parameter values were invalid: Unknown ProjectionType: null")
	}
	x.projection = types.Projection{ProjectionType: given.ProjectionType, NonKeyAttributes: append([]string(nil), given.NonKeyAttributes...)}
	include := given.ProjectionType == types.ProjectionTypeInclude
	if include == (len(given.NonKeyAttributes) == 0) {
		return invalidf("One or more parameter values were invalid: ProjectionType is %s, and NonKeyAttributes are %v",
			given.ProjectionType, given.NonKeyAttributes)
	}
	switch given.ProjectionType {
	case types.ProjectionTypeAll:
		return nil
	case types.ProjectionTypeKeysOnly, types.ProjectionTypeInclude:
		x.projected = namesOf(given.NonKeyAttributes, append(base.parts(), x.schema.parts()...))
		return nil
	}
	return invalidf("One or more parameter values were invalid: Unknown ProjectionType: %s", given.ProjectionType)
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
