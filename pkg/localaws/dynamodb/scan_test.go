package dynamodb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func scanInput(more func(*sdk.ScanInput)) *sdk.ScanInput {
	in := &sdk.ScanInput{TableName: aws.String("ledger")}
	more(in)
	return in
}

func keysOf(items []map[string]types.AttributeValue) string {
	var keys []string
	for _, item := range items {
		p := plainOf(item)
		keys = append(keys, fmt.Sprint(p["pk"], p["sk"]))
	}
	return strings.Join(keys, " ")
}

func TestCore_Scan(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		more           func(*sdk.ScanInput)
		want           string
		count, scanned int32
	}{
		"all":      {func(*sdk.ScanInput) {}, "pa1 pa2 pb1 pb2 pb3 qa1", 6, 6},
		"an index": {func(in *sdk.ScanInput) { in.IndexName = aws.String("by-due") }, "pb1 pb2 pb3", 3, 3},
		"a filter, which may be on the key": {func(in *sdk.ScanInput) {
			in.FilterExpression, in.ExpressionAttributeValues = aws.String("sk = :s"), plain{":s": "a1"}.item()
		}, "pa1 qa1", 2, 6},
		"a count": {func(in *sdk.ScanInput) { in.Select = types.SelectCount }, "", 6, 6},
		"after a key that is not there": {func(in *sdk.ScanInput) {
			in.ExclusiveStartKey = plain{"pk": "p", "sk": "b25"}.item()
		}, "pb3 qa1", 2, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := filledCore(t).Scan(t.Context(), scanInput(c.more))
			expectError(t, "", err)
			expect(t, "items", c.want, keysOf(out.Items))
			expect(t, "counts", []int32{c.count, c.scanned}, []int32{out.Count, out.ScannedCount})
		})
	}
}

// TestCore_Scan_pages reads all items once, in pages and in segments.
func TestCore_Scan_pages(t *testing.T) {
	t.Parallel()
	core := newCore(t)
	want := make(map[string]bool)
	for i := range 60 {
		item := plain{"pk": fmt.Sprint("p", i/4), "sk": fmt.Sprint(i)}
		put(t, core, item)
		want[fmt.Sprint(item["pk"], item["sk"])] = true
	}
	for _, total := range []int32{1, 3} {
		seen := make(map[string]bool)
		for segment := range total {
			in := scanInput(func(in *sdk.ScanInput) {
				in.Segment, in.TotalSegments, in.Limit = aws.Int32(segment), aws.Int32(total), aws.Int32(7)
			})
			for more := true; more; more = in.ExclusiveStartKey != nil {
				out, err := core.Scan(t.Context(), in)
				expectError(t, "", err)
				for key := range strings.FieldsSeq(keysOf(out.Items)) {
					if seen[key] {
						t.Errorf("%s comes twice", key)
					}
					seen[key] = true
				}
				in.ExclusiveStartKey = out.LastEvaluatedKey
			}
		}
		expect(t, fmt.Sprint("in segments: ", total), want, seen)
	}
}

// TestCore_Scan_refused has the texts of dynalite's tests of Scan, which run on AWS too
// (https://github.com/architect/dynalite/blob/main/test/scan.js).
func TestCore_Scan_refused(t *testing.T) {
	t.Parallel()
	core := filledCore(t)
	for want, more := range map[string]func(*sdk.ScanInput){
		"Invalid: The TotalSegments parameter is required":                        func(in *sdk.ScanInput) { in.Segment = aws.Int32(0) },
		"Invalid: The Segment parameter is required":                              func(in *sdk.ScanInput) { in.TotalSegments = aws.Int32(1) },
		"Invalid: Segment: 1 is not less than TotalSegments: 1":                   func(in *sdk.ScanInput) { in.Segment, in.TotalSegments = aws.Int32(1), aws.Int32(1) },
		"Invalid: 2 validation errors detected: Value '-1' at 'segment'":          func(in *sdk.ScanInput) { in.Segment, in.TotalSegments = aws.Int32(-1), aws.Int32(0) },
		"Invalid: Value '1000001' at 'totalSegments'":                             func(in *sdk.ScanInput) { in.Segment, in.TotalSegments = aws.Int32(1), aws.Int32(1_000_001) },
		"Invalid: The provided starting key is invalid":                           func(in *sdk.ScanInput) { in.ExclusiveStartKey = plain{"pk": "p"}.item() },
		"Invalid: Consistent reads are not supported on global secondary indexes": func(in *sdk.ScanInput) { in.IndexName, in.ConsistentRead = aws.String("keys"), aws.Bool(true) },
		"Invalid: Global secondary index keys does not project [i]":               func(in *sdk.ScanInput) { in.IndexName, in.ProjectionExpression = aws.String("keys"), aws.String("i") },
		"Invalid: Invalid FilterExpression: The expression can not be empty;":     func(in *sdk.ScanInput) { in.FilterExpression = aws.String("") },
		"ResourceNotFoundException: Requested resource not found":                 func(in *sdk.ScanInput) { in.TableName = aws.String("absent") },
	} {
		_, err := core.Scan(t.Context(), scanInput(more))
		expectError(t, want, err)
	}
	var outside []string
	for segment := range int32(2) {
		_, err := core.Scan(t.Context(), scanInput(func(in *sdk.ScanInput) {
			in.Segment, in.TotalSegments = aws.Int32(segment), aws.Int32(2)
			in.ExclusiveStartKey = plain{"pk": "p", "sk": "a1"}.item()
		}))
		if err != nil {
			outside = append(outside, err.Error())
		}
	}
	if len(outside) != 1 || !slices.ContainsFunc(outside, func(text string) bool { return strings.Contains(text, "outside query boundaries") }) {
		t.Errorf("a start key in one of two segments: %v", outside)
	}
}
