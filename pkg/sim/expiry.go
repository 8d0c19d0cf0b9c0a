package sim

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// letMonthsPass lets months pass, for some seeds, when nothing is left to
// happen: items expire, as always in no order and not all at once, and an
// operator gives a command about what is left. It reports whether there is more
// to happen.
func (s *simulation) letMonthsPass() bool {
	if s.monthsPassed || !s.calendar.until.IsZero() || !s.oneIn(8, Expired) {
		return false
	}
	s.monthsPassed = true
	s.oracle.MonthsPass()
	if watched := Due.Add(time.Hour); s.Clock.now.Before(watched) { // the janitor has looked at the due time (rule J8)
		s.after(watched.Sub(s.Clock.now), s.passMonths)
		return true
	}
	s.passMonths()
	return true
}

func (s *simulation) passMonths() {
	months := s.set.retention + time.Duration(s.rng.IntN(45)-5)*24*time.Hour
	s.begun = s.begun.Add(months)
	s.Clock.Advance(months)
	share := s.rng.Float64()
	s.oracle.Aged(months)
	for _, r := range s.oracle.Traces() {
		s.expire("REPORT#"+ReportName, share)
		s.expire("RUN#"+string(r.ID), share)
		for _, epoch := range r.Epochs {
			s.expire(partition(r.ID, epoch), share)
		}
	}
	s.expireDefinitions(share)
	s.note("world", "ages", months.String())
	for range 1 + s.rng.IntN(2) {
		s.after(s.upTo(10*time.Minute), func() { s.operate(s.upTo(s.set.patience)) })
	}
}

// expiryLag is by when an expired item is surely gone; AWS speaks of a few days
// (docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html).
const expiryLag = 7 * 24 * time.Hour

// expire deletes the items of a partition that have expired; of those that have
// expired lately, a share.
func (s *simulation) expire(pk string, share float64) {
	for _, it := range s.stored(pk) {
		if s.hasExpired(it, share) {
			s.deleteItem(it)
			s.oracle.Expired(pk, str(it, "sk"))
		}
	}
}

func (s *simulation) hasExpired(it item, share float64) bool {
	over := s.Clock.now.Sub(time.Unix(int64(num(it, "expires")), 0))
	return num(it, "expires") != 0 && over >= 0 && (over >= expiryLag || s.rng.Float64() < share)
}

func (s *simulation) deleteItem(it item) {
	must(s.DynamoDB.DeleteItem(context.Background(), &dynamodb.DeleteItemInput{
		TableName: &s.Names.Table, Key: item{"pk": it["pk"], "sk": it["sk"]},
	}))
	s.record.removed(it)
	s.note("world", "expires", keyName(it))
}

// expireDefinitions deletes the definitions that have expired, like expire.
func (s *simulation) expireDefinitions(share float64) {
	partitions := map[string]bool{}
	for _, r := range s.oracle.Runs() {
		if r.Digest != "" {
			partitions["DEFINITION#"+r.Digest] = true
		}
	}
	for _, pk := range slices.Sorted(maps.Keys(partitions)) {
		s.expire(pk, share)
	}
}

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
