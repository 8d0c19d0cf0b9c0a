package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// API is the part of the DynamoDB client that the ledger calls.
type API interface {
	GetItem(context.Context, *dynamodb.GetItemInput, ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error)
	PutItem(context.Context, *dynamodb.PutItemInput, ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error)
	UpdateItem(context.Context, *dynamodb.UpdateItemInput, ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error)
	Query(context.Context, *dynamodb.QueryInput, ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error)
	BatchWriteItem(context.Context, *dynamodb.BatchWriteItemInput, ...func(*dynamodb.Options)) (*dynamodb.BatchWriteItemOutput, error)
}

// ErrNotFound is returned for an item that does not exist.
var ErrNotFound = errors.New("not found")

// DefaultRetention is how long a run's items outlive its end.
const DefaultRetention = 90 * 24 * time.Hour

// MetaMargin is how much longer META outlives the rest (rule E4): while it
// exists the run is never created again.
const MetaMargin = 30 * 24 * time.Hour

// Ledger reads and writes the table of one stack. Every method may be called
// again with the same arguments. It is safe for concurrent use if its API is.
type Ledger struct {
	api       API
	table     string
	clock     fanlight.Clock
	retention time.Duration
	chunk     int
}

// New returns the ledger in the named table. A zero retention means
// DefaultRetention.
func New(api API, table string, clock fanlight.Clock, retention time.Duration) *Ledger {
	if retention == 0 {
		retention = DefaultRetention
	}
	return &Ledger{api: api, table: table, clock: clock, retention: retention, chunk: defaultChunk}
}

// WithChunks returns a ledger of the same table that cuts documents and the rows of
// results into chunks of so many compressed bytes; 0 means 300 KB. It reads chunks
// of any size.
func (l *Ledger) WithChunks(bytes int) *Ledger {
	other := *l
	other.chunk = cmp.Or(bytes, defaultChunk)
	return &other
}

type item = map[string]types.AttributeValue

type key struct {
	PK string `dynamodbav:"pk"`
	SK string `dynamodbav:"sk"`
}

func (k key) item() item {
	return item{"pk": text(k.PK), "sk": text(k.SK)}
}

func text(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

func number[T int | int64](n T) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(int64(n), 10)}
}

// millisOrZero returns 0 for the zero time.
func millisOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func millis(t time.Time) types.AttributeValue { return number(t.UnixMilli()) }

// get reads one item consistently (rule G1) into out.
func (l *Ledger) get(ctx context.Context, k key, out any) error {
	it, err := l.getItem(ctx, k)
	if err != nil {
		return err
	}
	return decode(it, out)
}

func (l *Ledger) getItem(ctx context.Context, k key) (item, error) {
	answer, err := l.api.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &l.table, Key: k.item(), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, fmt.Errorf("get %s %s: %w", k.PK, k.SK, err)
	}
	if answer.Item == nil {
		return nil, fmt.Errorf("get %s %s: %w", k.PK, k.SK, ErrNotFound)
	}
	return answer.Item, nil
}

// create puts an item if its key is absent. If there is one already, it is
// returned and nothing is written.
func (l *Ledger) create(ctx context.Context, in any) (existing item, err error) {
	it, err := attributevalue.MarshalMap(in)
	if err != nil {
		return nil, fmt.Errorf("marshal %T: %w", in, err)
	}
	return l.createItem(ctx, it)
}

func (l *Ledger) createItem(ctx context.Context, it item) (existing item, err error) {
	_, err = l.api.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &l.table, Item: it,
		ConditionExpression:                 aws.String("attribute_not_exists(pk)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	if old, refused := refusal(err); refused {
		return old, nil
	}
	if err != nil {
		return nil, fmt.Errorf("create an item of %s: %w", l.table, err)
	}
	return nil, nil
}

// put writes an item, whatever is there.
func (l *Ledger) put(ctx context.Context, in any) error {
	it, err := attributevalue.MarshalMap(in)
	if err != nil {
		return fmt.Errorf("marshal %T: %w", in, err)
	}
	if _, err := l.api.PutItem(ctx, &dynamodb.PutItemInput{TableName: &l.table, Item: it}); err != nil {
		return fmt.Errorf("put %T: %w", in, err)
	}
	return nil
}

// putUnlessLater puts an item unless one with its key is there that expires later,
// or at the same time.
func (l *Ledger) putUnlessLater(ctx context.Context, in chunkItem) error {
	it, err := attributevalue.MarshalMap(in)
	if err != nil {
		return fmt.Errorf("marshal %T: %w", in, err)
	}
	_, err = l.api.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &l.table, Item: it,
		ConditionExpression:       aws.String("attribute_not_exists(pk) OR expires < :expires"),
		ExpressionAttributeValues: item{":expires": number(in.Expires)},
	})
	if _, refused := refusal(err); refused {
		return nil
	}
	return err
}

// update makes one conditional update. After a refusal it returns the item that
// refused, with ok false and no error.
type update struct {
	key    key
	set    string // the whole update expression
	when   string
	names  map[string]string
	values item
}

func (l *Ledger) update(ctx context.Context, u update) (now item, ok bool, err error) {
	in := &dynamodb.UpdateItemInput{
		TableName: &l.table, Key: u.key.item(), UpdateExpression: &u.set,
		ExpressionAttributeNames: u.names, ExpressionAttributeValues: u.values,
		ReturnValues: types.ReturnValueAllNew,
	}
	if u.when != "" {
		in.ConditionExpression = &u.when
		in.ReturnValuesOnConditionCheckFailure = types.ReturnValuesOnConditionCheckFailureAllOld
	}
	answer, err := l.api.UpdateItem(ctx, in)
	if old, refused := refusal(err); refused {
		return old, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("update %s %s: %w", u.key.PK, u.key.SK, err)
	}
	return answer.Attributes, true, nil
}

func refusal(err error) (old item, refused bool) {
	if failed, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		return failed.Item, true
	}
	return nil, false
}

// query reads all items of a partition whose sort key begins with prefix,
// consistently and in order.
func (l *Ledger) query(ctx context.Context, pk, prefix string) ([]item, error) {
	items, err := l.pages(ctx, l.below(pk, prefix))
	if err != nil {
		return nil, fmt.Errorf("query %s %s: %w", pk, prefix, err)
	}
	return items, nil
}

// below asks for the items of a partition whose sort key begins with prefix.
func (l *Ledger) below(pk, prefix string) *dynamodb.QueryInput {
	in := &dynamodb.QueryInput{
		TableName: &l.table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk"),
		ExpressionAttributeValues: item{":pk": text(pk)},
	}
	if prefix != "" {
		in.KeyConditionExpression = aws.String("pk = :pk AND begins_with(sk, :prefix)")
		in.ExpressionAttributeValues[":prefix"] = text(prefix)
	}
	return in
}

// between asks for the items of a partition whose sort keys lie between two.
func (l *Ledger) between(pk, first, last string) *dynamodb.QueryInput {
	return &dynamodb.QueryInput{
		TableName: &l.table, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk AND sk BETWEEN :first AND :last"),
		ExpressionAttributeValues: item{":pk": text(pk), ":first": text(first), ":last": text(last)},
	}
}

// after returns a sort key after all that begin with a prefix, which ends in #.
func after(prefix string) string { return strings.TrimSuffix(prefix, "#") + "$" }

// begins reports whether the item's sort key begins with a prefix.
func begins(it item, prefix string) bool {
	sk, ok := it[SortKey].(*types.AttributeValueMemberS)
	return ok && strings.HasPrefix(sk.Value, prefix)
}

func (l *Ledger) pages(ctx context.Context, in *dynamodb.QueryInput) (items []item, err error) {
	err = l.each(ctx, in, func(it item) error {
		items = append(items, it)
		return nil
	})
	return items, err
}

// each hands on what a query finds while it reads page by page (of 1 MB at
// most, API_Query).
func (l *Ledger) each(ctx context.Context, in *dynamodb.QueryInput, f func(item) error) error {
	for {
		page, err := l.api.Query(ctx, in)
		if err != nil {
			return err
		}
		for _, it := range page.Items {
			if err := f(it); err != nil {
				return err
			}
		}
		if len(page.LastEvaluatedKey) == 0 {
			return nil
		}
		in.ExclusiveStartKey = page.LastEvaluatedKey
	}
}

func decode(it item, out any) error {
	if err := attributevalue.UnmarshalMap(it, out); err != nil {
		return fmt.Errorf("unmarshal %T: %w", out, err)
	}
	return nil
}
