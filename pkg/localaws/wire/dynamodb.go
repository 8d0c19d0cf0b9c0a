package wire

import (
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb"
)

// attributeValues are the members of DynamoDB's union.
var attributeValues = map[string]reflect.Type{
	"B":    reflect.TypeFor[types.AttributeValueMemberB](),
	"BOOL": reflect.TypeFor[types.AttributeValueMemberBOOL](),
	"BS":   reflect.TypeFor[types.AttributeValueMemberBS](),
	"L":    reflect.TypeFor[types.AttributeValueMemberL](),
	"M":    reflect.TypeFor[types.AttributeValueMemberM](),
	"N":    reflect.TypeFor[types.AttributeValueMemberN](),
	"NS":   reflect.TypeFor[types.AttributeValueMemberNS](),
	"NULL": reflect.TypeFor[types.AttributeValueMemberNULL](),
	"S":    reflect.TypeFor[types.AttributeValueMemberS](),
	"SS":   reflect.TypeFor[types.AttributeValueMemberSS](),
}

// AddDynamoDB adds DynamoDB with a core's tables.
func (s *Server) AddDynamoDB(core *dynamodb.Core) {
	d := decoder{texts: true, unions: map[reflect.Type]map[string]reflect.Type{reflect.TypeFor[types.AttributeValue](): attributeValues}}
	s.services["DynamoDB_20120810"] = &service{
		name: "dynamodb", version: "1.0", namespace: "com.amazonaws.dynamodb.v20120810", coral: true, checksum: true,
		throttled: &types.ThrottlingException{Message: aws.String("Rate exceeded")},
		operations: map[string]operation{
			"BatchGetItem":   locked(s, d, core.BatchGetItem),
			"BatchWriteItem": locked(s, d, core.BatchWriteItem),
			"CreateTable":    noting(s, d, core.Ignored, core.CreateTable),
			"DeleteItem":     locked(s, d, core.DeleteItem),
			"DeleteTable":    locked(s, d, core.DeleteTable),
			"DescribeTable":  locked(s, d, core.DescribeTable),
			"GetItem":        locked(s, d, core.GetItem),
			"ListTables":     locked(s, d, core.ListTables),
			"PutItem":        locked(s, d, core.PutItem),
			"Query":          locked(s, d, core.Query),
			"Scan":           locked(s, d, core.Scan),
			"UpdateItem":     locked(s, d, core.UpdateItem),
			"UpdateTable":    locked(s, d, core.UpdateTable),
		},
	}
}
