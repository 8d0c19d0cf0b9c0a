package sim

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/ledger"
)

// stored reads a partition.
func (s *simulation) stored(pk string) (all []item) {
	in := &dynamodb.QueryInput{
		TableName: &s.Names.Table, KeyConditionExpression: aws.String("pk = :pk"), ConsistentRead: aws.Bool(true),
		ExpressionAttributeValues: item{":pk": &types.AttributeValueMemberS{Value: pk}},
	}
	for {
		page := must(s.DynamoDB.Query(context.Background(), in))
		all = append(all, page.Items...)
		if in.ExclusiveStartKey = page.LastEvaluatedKey; in.ExclusiveStartKey == nil {
			return all
		}
	}
}

// checkMetaExpiry holds that an open run does not expire, and an ended one does.
func (o *oracle) checkMetaExpiry(r *runState) {
	if expires := num(r.meta, "expires"); r.open != (expires == 0) {
		o.violate("E4", "%s is %s, open %t, and its META expires at %d", r.id, r.state, r.open, expires)
	}
}

// checkExpiry holds rule E4: everything that a command on an ended run may need
// stays for the retention from its end, and META longer than all of it.
func (o *oracle) checkExpiry(r *runState) {
	keep := r.closed.Add(ledger.DefaultRetention - maxSkew).Unix()
	o.checkFrozenPartsAreThere(r, time.Unix(keep, 0))
	meta := num(r.meta, "expires")
	for _, it := range append(o.sim.stored("RUN#"+string(r.id)), o.sim.stored(partition(r.id, r.epoch))...) {
		expires := num(it, "expires")
		if str(it, "sk") != "META" && expires > meta {
			o.violate("E4", "%s outlives META by %s", keyName(it), time.Duration(expires-meta)*time.Second)
		}
		if r.needs(it) && int64(expires) < keep {
			o.violate("E4", "%s expires %s too early", keyName(it), time.Duration(keep-int64(expires))*time.Second)
		}
	}
}

// needs reports whether the run's last round was made of an item: a resend renews
// only the document (rule D5). Nobody needs a sending order that META does not name:
// another dispatcher created META (rule D1).
func (r *runState) needs(it item) bool {
	kind, _, _ := strings.Cut(str(it, "sk"), "#")
	if r.round > 1 {
		return kind == "DOCUMENT" && strings.HasSuffix(keyName(it), "DOCUMENT#"+strconv.Itoa(r.epoch)) ||
			strings.HasPrefix(str(it, "sk"), "MESSAGE#"+r.at(r.epoch).attempt+"#")
	}
	return str(it, "sk") == r.order() || kind == "PROGRESS" || kind == "RESULT" || kind == "META"
}
