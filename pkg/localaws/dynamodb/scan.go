package dynamodb

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"sort"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

var scanFields = newFields("Scan", sdk.ScanInput{},
	"TableName", "ConsistentRead", "ExclusiveStartKey", "ExpressionAttributeNames", "ExpressionAttributeValues",
	"FilterExpression", "IndexName", "Limit", "ProjectionExpression", "ReturnConsumedCapacity", "Segment", "Select",
	"TotalSegments")

// maxSegments is the largest number of segments of a Scan
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html).
const maxSegments = 1_000_000

// parts are the segments of a parallel Scan; both are nil for all of the table.
type parts struct {
	segment, total *int32
}

// Scan reads a page of at most 1 MB of all partitions of a table or index. The order of the partitions is that of
// their keys, whereas AWS's is not known; the order in a partition is that of the range keys. With Segment it
// reads the partitions of one of TotalSegments segments.
func (c *Core) Scan(_ context.Context, in *sdk.ScanInput, _ ...func(*sdk.Options)) (*sdk.ScanOutput, error) {
	q, err := c.newScan(in)
	if err != nil {
		return nil, err
	}
	rows, err := q.all(c.indexLag())
	if err != nil {
		return nil, err
	}
	page := q.read(rows)
	return &sdk.ScanOutput{
		Items:            page.items,
		Count:            page.count,
		ScannedCount:     page.scanned,
		LastEvaluatedKey: page.last,
		ConsumedCapacity: c.consume(q, page),
	}, nil
}

func (c *Core) newScan(in *sdk.ScanInput) (*query, error) {
	if err := scanFields.check(in); err != nil {
		return nil, err
	}
	q := &query{in: common(in), parts: &parts{in.Segment, in.TotalSegments}, most: int(aws.ToInt32(in.Limit))}
	name, err := q.begin()
	if err != nil {
		return nil, err
	}
	if err := q.parts.checkPair(); err != nil {
		return nil, err
	}
	if _, err := q.bind(); err != nil {
		return nil, validation(err)
	}
	if err := q.locate(c, name); err != nil {
		return nil, err
	}
	return q, q.check()
}

// common returns the parameters of a Scan that a Query has too.
func common(in *sdk.ScanInput) *sdk.QueryInput {
	return &sdk.QueryInput{
		TableName: in.TableName, IndexName: in.IndexName, ConsistentRead: in.ConsistentRead, Limit: in.Limit,
		Select: in.Select, ExclusiveStartKey: in.ExclusiveStartKey, ReturnConsumedCapacity: in.ReturnConsumedCapacity,
		FilterExpression: in.FilterExpression, ProjectionExpression: in.ProjectionExpression,
		ExpressionAttributeNames: in.ExpressionAttributeNames, ExpressionAttributeValues: in.ExpressionAttributeValues,
	}
}

func (p *parts) check(c *constraints) {
	atLeast(c, "segment", p.segment, 0)
	atMost(c, "segment", p.segment, maxSegments-1)
	atLeast(c, "totalSegments", p.total, 1)
	atMost(c, "totalSegments", p.total, maxSegments)
}

func (p *parts) checkPair() error {
	switch {
	case p.segment == nil && p.total == nil:
		return nil
	case p.segment == nil:
		return invalidf("The Segment parameter is required but was not present in the request when parameter TotalSegments is present")
	case p.total == nil:
		return invalidf("The TotalSegments parameter is required but was not present in the request when Segment parameter is present")
	case *p.segment >= *p.total:
		return invalidf("The Segment parameter is zero-based and must be less than parameter TotalSegments: "+
			"Segment: %d is not less than TotalSegments: %d", *p.segment, *p.total)
	}
	return nil
}

// has reports whether a partition belongs to the segment.
func (p *parts) has(hash string) bool {
	if p.total == nil {
		return true
	}
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(hash)) // never fails
	return sum.Sum32()%uint32(*p.total) == uint32(*p.segment)
}

// all returns the rows of all partitions of the segment that follow the start key.
func (q *query) all(lag func() int) ([]*row, error) {
	start, err := q.startKey()
	if err != nil {
		return nil, err
	}
	if start != nil && !q.parts.has(start.key.hash) {
		return nil, invalidf("The provided starting key is outside query boundaries based on provided conditions")
	}
	partitions := q.rows(lag)
	var out []*row
	for _, hash := range slices.Sorted(maps.Keys(partitions)) {
		if q.parts.has(hash) {
			out = append(out, following(partitions[hash], hash, start)...)
		}
	}
	return out, nil
}

// following returns the rows of a partition after the start key, all if it is nil.
func following(partition []*row, hash string, start *row) []*row {
	switch {
	case start == nil || hash > start.key.hash:
		return partition
	case hash < start.key.hash:
		return nil
	}
	return partition[sort.Search(len(partition), func(i int) bool { return partition[i].compare(start) > 0 }):]
}
