package dynamodb

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var createFields = newFields("CreateTable", sdk.CreateTableInput{},
	"TableName", "AttributeDefinitions", "BillingMode", "DeletionProtectionEnabled", "GlobalSecondaryIndexes",
	"KeySchema", "LocalSecondaryIndexes", "ProvisionedThroughput", "Tags")

// CreateTable creates a table, which is ACTIVE at once. Capacity is kept and shown, but throttles nothing; tags
// are dropped: see Ignored.
func (c *Core) CreateTable(_ context.Context, in *sdk.CreateTableInput, _ ...func(*sdk.Options)) (*sdk.CreateTableOutput, error) {
	name, err := checkCreate(in)
	if err != nil {
		return nil, err
	}
	if c.tables[name] != nil {
		return nil, &types.ResourceInUseException{Message: aws.String("Table already exists: " + name)}
	}
	d := newDefinitions(in.AttributeDefinitions)
	t := &table{
		name: name, definitions: d.all, created: c.now(), rows: rows{},
		throughput: cloneThroughput(in.ProvisionedThroughput), protected: aws.ToBool(in.DeletionProtectionEnabled),
	}
	if t.throughput == nil {
		t.onDemand = t.created
	}
	if t.schema, err = d.schema(in.KeySchema); err != nil {
		return nil, err
	}
	if err := t.addIndexes(d, in); err != nil {
		return nil, err
	}
	if err := d.checkAllUsed(); err != nil {
		return nil, err
	}
	c.made++
	t.id = fmt.Sprintf("00000000-0000-4000-8000-%012x", c.made)
	c.tables[t.name] = t
	c.ignored = ignoredOf(in)
	return &sdk.CreateTableOutput{TableDescription: t.describe()}, nil
}

// ignoredOf returns the parameters that are accepted and have no effect.
func ignoredOf(in *sdk.CreateTableInput) []string {
	var out []string
	if in.ProvisionedThroughput != nil {
		out = append(out, "ProvisionedThroughput (calls are not throttled)")
	}
	if len(in.Tags) > 0 {
		out = append(out, "Tags (they are not kept)")
	}
	return out
}

// checkCreate checks what does not depend on the tables, and returns the name.
func checkCreate(in *sdk.CreateTableInput) (string, error) {
	if err := createFields.check(in); err != nil {
		return "", err
	}
	if in.TableName == nil {
		return "", invalidf("The parameter 'TableName' is required but was not present in the request")
	}
	name, err := tableName(in.TableName)
	if err != nil {
		return "", err
	}
	var c constraints
	c.present("attributeDefinitions", in.AttributeDefinitions != nil)
	for i, a := range in.AttributeDefinitions {
		word(&c, fmt.Sprintf("attributeDefinitions.%d.member.attributeType", i+1), a.AttributeType,
			types.ScalarAttributeTypeB, types.ScalarAttributeTypeN, types.ScalarAttributeTypeS)
	}
	word(&c, "billingMode", in.BillingMode, types.BillingModeProvisioned, types.BillingModePayPerRequest)
	c.throughput("provisionedThroughput", in.ProvisionedThroughput)
	c.keySchema("keySchema", in.KeySchema)
	for i, x := range in.LocalSecondaryIndexes {
		c.index(fmt.Sprintf("localSecondaryIndexes.%d.member", i+1), x.IndexName, x.KeySchema, x.Projection)
	}
	for i, x := range in.GlobalSecondaryIndexes {
		member := fmt.Sprintf("globalSecondaryIndexes.%d.member", i+1)
		c.throughput(member+".provisionedThroughput", x.ProvisionedThroughput)
		c.index(member, x.IndexName, x.KeySchema, x.Projection)
	}
	if err := c.err(); err != nil {
		return "", err
	}
	return name, checkBilling(in)
}

// checkBilling checks the capacity of the table and of its indexes against the billing mode, which is
// PROVISIONED by default.
func checkBilling(in *sdk.CreateTableInput) error {
	onDemand := in.BillingMode == types.BillingModePayPerRequest
	switch {
	case onDemand && in.ProvisionedThroughput != nil:
		return invalidf("One or more parameter values were invalid: " +
			"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST")
	case !onDemand && in.ProvisionedThroughput == nil:
		return invalidf("One or more parameter values were invalid: " +
			"ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED")
	}
	for _, x := range in.GlobalSecondaryIndexes {
		switch name := aws.ToString(x.IndexName); {
		case onDemand && x.ProvisionedThroughput != nil:
			return invalidf("One or more parameter values were invalid: "+
				"ProvisionedThroughput should not be specified for index: %s when BillingMode is PAY_PER_REQUEST", name)
		case !onDemand && x.ProvisionedThroughput == nil:
			return invalidf("One or more parameter values were invalid: ProvisionedThroughput must be specified for index: %s", name)
		}
	}
	return nil
}

func (c *constraints) throughput(member string, given *types.ProvisionedThroughput) {
	if given == nil {
		return
	}
	c.present(member+".readCapacityUnits", given.ReadCapacityUnits != nil)
	c.present(member+".writeCapacityUnits", given.WriteCapacityUnits != nil)
	atLeast(c, member+".readCapacityUnits", given.ReadCapacityUnits, 1)
	atLeast(c, member+".writeCapacityUnits", given.WriteCapacityUnits, 1)
}

func (c *constraints) keySchema(member string, elements []types.KeySchemaElement) {
	switch {
	case elements == nil:
		c.present(member, false)
	case len(elements) == 0:
		c.add("'[]'", member, "Member must have length greater than or equal to 1")
	case len(elements) > 2 && !strings.HasPrefix(member, "global"):
		c.add(describeElements(elements), member, "Member must have length less than or equal to 2")
	}
	for i, e := range elements {
		at := fmt.Sprintf("%s.%d.member", member, i+1)
		c.present(at+".attributeName", e.AttributeName != nil)
		c.present(at+".keyType", e.KeyType != "")
		word(c, at+".keyType", e.KeyType, types.KeyTypeHash, types.KeyTypeRange)
	}
}

func describeElements(elements []types.KeySchemaElement) string {
	var texts []string
	for _, e := range elements {
		texts = append(texts, fmt.Sprintf("KeySchemaElement(attributeName=%s, keyType=%s)", aws.ToString(e.AttributeName), e.KeyType))
	}
	return "'[" + strings.Join(texts, ", ") + "]'"
}

func (c *constraints) index(member string, name *string, schema []types.KeySchemaElement, p *types.Projection) {
	c.present(member+".indexName", name != nil)
	c.indexName(member+".indexName", name)
	c.keySchema(member+".keySchema", schema)
	if c.present(member+".projection", p != nil); p == nil {
		return
	}
	word(c, member+".projection.projectionType", p.ProjectionType,
		types.ProjectionTypeAll, types.ProjectionTypeInclude, types.ProjectionTypeKeysOnly)
	switch {
	case p.NonKeyAttributes != nil && len(p.NonKeyAttributes) == 0:
		c.add("'[]'", member+".projection.nonKeyAttributes", "Member must have length greater than or equal to 1")
	case len(p.NonKeyAttributes) > maxNonKey:
		c.add(fmt.Sprint(p.NonKeyAttributes), member+".projection.nonKeyAttributes", fmt.Sprintf("Member must have length less than or equal to %d", maxNonKey))
	case slices.Contains(p.NonKeyAttributes, ""):
		c.add("''", member+".projection.nonKeyAttributes.member", "Member must have length greater than or equal to 1")
	}
}

func cloneThroughput(given *types.ProvisionedThroughput) *types.ProvisionedThroughput {
	if given == nil {
		return nil
	}
	return &types.ProvisionedThroughput{
		ReadCapacityUnits: aws.Int64(*given.ReadCapacityUnits), WriteCapacityUnits: aws.Int64(*given.WriteCapacityUnits),
	}
}
