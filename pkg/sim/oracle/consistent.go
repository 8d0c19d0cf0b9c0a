package oracle

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// checkConsistent holds rule G1: only a listing and the index, by which nothing is decided, may
// show the table as it was.
func (o *Oracle) checkConsistent(p *Process, in any) {
	var what string
	switch in := in.(type) {
	case *dynamodb.GetItemInput:
		if aws.ToBool(in.ConsistentRead) {
			return
		}
		what = keyName(in.Key)
	case *dynamodb.QueryInput:
		pk := str(in.ExpressionAttributeValues, ":pk")
		if aws.ToBool(in.ConsistentRead) || in.IndexName != nil || strings.HasPrefix(pk, "REPORT#") && strings.HasPrefix(str(in.ExpressionAttributeValues, ":prefix"), "RUN#") {
			return
		}
		what = pk
	default:
		return
	}
	o.violate("G1", "%s reads %s, and may see how it was", p.Name, what)
}
