package dynamodb

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

var ttlFields = newFields("UpdateTimeToLive", sdk.UpdateTimeToLiveInput{}, "TableName", "TimeToLiveSpecification")

// UpdateTimeToLive sets the attribute that has an item's expiry in seconds since 1970, or switches expiry off.
// Items are not deleted before Expire is called: AWS deletes them at any time after their expiry.
func (c *Core) UpdateTimeToLive(_ context.Context, in *sdk.UpdateTimeToLiveInput, _ ...func(*sdk.Options)) (*sdk.UpdateTimeToLiveOutput, error) {
	if err := ttlFields.check(in); err != nil {
		return nil, err
	}
	name, err := tableName(in.TableName)
	if err != nil {
		return nil, err
	}
	t, err := c.table(name)
	if err != nil {
		return nil, err
	}
	if err := t.setExpiry(in.TimeToLiveSpecification); err != nil {
		return nil, err
	}
	set := types.TimeToLiveSpecification{
		AttributeName: aws.String(*in.TimeToLiveSpecification.AttributeName),
		Enabled:       aws.Bool(t.expiry != ""),
	}
	return &sdk.UpdateTimeToLiveOutput{TimeToLiveSpecification: &set}, nil
}

func (t *table) setExpiry(given *types.TimeToLiveSpecification) error {
	if given == nil || aws.ToString(given.AttributeName) == "" || given.Enabled == nil {
		return invalidf("TimeToLiveSpecification requires AttributeName and Enabled")
	}
	name, enable := *given.AttributeName, *given.Enabled
	switch {
	case enable && t.expiry != "":
		return invalidf("TimeToLive is already enabled")
	case !enable && t.expiry == "":
		return invalidf("TimeToLive is already disabled")
	case !enable && t.expiry != name:
		return invalidf("TimeToLive is active on a different AttributeName: current AttributeName is %s", t.expiry)
	}
	t.expiry = ""
	if enable {
		t.expiry = name
	}
	return nil
}

// Expire deletes from all tables the items that have expired at a time, and returns their number. It consumes no
// units.
func (c *Core) Expire(at time.Time) int {
	gone := 0
	for _, name := range slices.Sorted(maps.Keys(c.tables)) {
		t := c.tables[name]
		for _, r := range t.expired(at) {
			t.replace(r, nil, c.Hooks.IndexLag != nil)
			gone++
		}
	}
	return gone
}

// expired returns the rows whose expiry is a number of seconds not after the time.
func (t *table) expired(at time.Time) []*row {
	if t.expiry == "" {
		return nil
	}
	limit := strconv.FormatInt(at.Unix(), 10)
	var out []*row
	for _, hash := range slices.Sorted(maps.Keys(t.rows)) {
		for _, r := range t.rows[hash] {
			if n, ok := r.item[t.expiry].(*attr.N); ok && attr.CompareNumbers(n.Value, limit) <= 0 {
				out = append(out, r)
			}
		}
	}
	return out
}
