package ledger

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// backfills is the partition of all backfills: the janitor reads them by one query.
const backfills = "BACKFILLS"

type backfillItem struct {
	PK         string  `dynamodbav:"pk"`
	SK         string  `dynamodbav:"sk"` // its ID
	Expression string  `dynamodbav:"expression"`
	Timezone   string  `dynamodbav:"timezone"`
	Until      string  `dynamodbav:"until,omitempty"`
	From       int64   `dynamodbav:"from"` // this and every time: epoch milliseconds
	To         int64   `dynamodbav:"to"`
	Next       int64   `dynamodbav:"next"`
	Pace       int     `dynamodbav:"pace"`
	Begun      []int64 `dynamodbav:"begun,omitempty"` // Backfill.Open; "open" is the index's
	Fill       bool    `dynamodbav:"fill,omitempty"`
	Audience   string  `dynamodbav:"audience,omitempty"`
	State      string  `dynamodbav:"state"`
	Editions   int     `dynamodbav:"editions"`
	Started    int     `dynamodbav:"started"`
	Skipped    int     `dynamodbav:"skipped"`
	Version    int     `dynamodbav:"version"`
	Expires    int64   `dynamodbav:"expires,omitempty"`
}

func newBackfillItem(b fanlight.Backfill) backfillItem {
	it := backfillItem{
		PK: backfills, SK: string(b.ID), Expression: b.Schedule.Expression, Timezone: b.Schedule.Timezone, Until: b.Schedule.Until,
		From: b.From.UnixMilli(), To: b.To.UnixMilli(), Next: b.Next.UnixMilli(), Pace: b.Pace, Fill: b.Fill,
		Audience: string(b.Audience), State: string(b.State),
		Editions: b.Editions, Started: b.Started, Skipped: b.Skipped, Version: b.Version,
	}
	if b.State == fanlight.BackfillOpen && b.Audience != fanlight.ToAll {
		it.State = openRestricted
	}
	for _, due := range b.Open {
		it.Begun = append(it.Begun, due.UnixMilli())
	}
	return it
}

func (b backfillItem) backfill() fanlight.Backfill {
	var open []time.Time
	for _, due := range b.Begun {
		open = append(open, instant(due))
	}
	return fanlight.Backfill{
		ID: fanlight.BackfillID(b.SK), Schedule: report.Schedule{Expression: b.Expression, Timezone: b.Timezone, Until: b.Until},
		From: instant(b.From), To: instant(b.To), Next: instant(b.Next), Pace: b.Pace, Fill: b.Fill, Open: open,
		Audience: fanlight.Audience(b.Audience), State: b.state(), Editions: b.Editions, Started: b.Started, Skipped: b.Skipped, Version: b.Version,
	}
}

// openRestricted is the state of an open backfill of which not every destination gets the
// reports. A version that does not know audiences does not go on with it.
const openRestricted = "open_restricted"

func (b backfillItem) state() fanlight.BackfillState {
	if b.State == openRestricted {
		return fanlight.BackfillOpen
	}
	return fanlight.BackfillState(b.State)
}

// Backfill reads a backfill, or ErrNotFound.
func (l *Ledger) Backfill(ctx context.Context, id fanlight.BackfillID) (fanlight.Backfill, error) {
	var b backfillItem
	if err := l.get(ctx, key{backfills, string(id)}, &b); err != nil {
		return fanlight.Backfill{}, err
	}
	return b.backfill(), nil
}

// OpenBackfills reads the backfills that are open, by ID.
func (l *Ledger) OpenBackfills(ctx context.Context) (open []fanlight.Backfill, err error) {
	items, err := l.query(ctx, backfills, "")
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		var b backfillItem
		if err := decode(it, &b); err != nil {
			return nil, err
		}
		if b.state() == fanlight.BackfillOpen {
			open = append(open, b.backfill())
		}
	}
	return open, nil
}

// PutBackfill writes a backfill as its next version, on condition that its version is
// the stored one; 0 stands for none. It returns what is stored then, with ok false if
// that is another's. A repeated call is recognised by what is stored (rule G2). Once
// the backfill is not open any more it expires after the retention.
func (l *Ledger) PutBackfill(ctx context.Context, b fanlight.Backfill) (stored fanlight.Backfill, ok bool, err error) {
	seen := b.Version
	b.Version++
	want := newBackfillItem(b)
	if b.State != fanlight.BackfillOpen {
		want.Expires = l.clock.Now().Add(l.retention).Unix()
	}
	existing, err := l.replace(ctx, want, seen)
	if err != nil || existing == nil {
		return b, err == nil, err
	}
	var there backfillItem
	if err := decode(existing, &there); err != nil {
		return b, false, err
	}
	want.Expires = there.Expires
	return there.backfill(), reflect.DeepEqual(there, want), nil
}

// replace puts an item if the stored one has the version that was seen; 0 stands for
// no item. Else it returns the stored one.
func (l *Ledger) replace(ctx context.Context, in any, seen int) (existing item, err error) {
	if seen == 0 {
		return l.create(ctx, in)
	}
	it, err := attributevalue.MarshalMap(in)
	if err != nil {
		return nil, fmt.Errorf("marshal %T: %w", in, err)
	}
	_, err = l.api.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &l.table, Item: it,
		ConditionExpression:                 aws.String("version = :seen"),
		ExpressionAttributeValues:           item{":seen": number(seen)},
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	if old, refused := refusal(err); refused {
		if old == nil {
			return nil, fmt.Errorf("replace %T: %w", in, ErrNotFound)
		}
		return old, nil
	}
	if err != nil {
		return nil, fmt.Errorf("replace %T: %w", in, err)
	}
	return nil, nil
}
