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

var (
	updateTTLGuard   = newGuard("UpdateTimeToLive", sdk.UpdateTimeToLiveInput{}, "TableName", "TimeToLiveSpecification")
	describeTTLGuard = newGuard("DescribeTimeToLive", sdk.DescribeTimeToLiveInput{}, "TableName")
)

// UpdateTimeToLive names the attribute that holds an item's expiry in seconds since 1970, or switches
// expiry off. Items go when Expire is called, not by themselves: AWS too promises no time.
func (c *Core) UpdateTimeToLive(_ context.Context, in *sdk.UpdateTimeToLiveInput, _ ...func(*sdk.Options)) (*sdk.UpdateTimeToLiveOutput, error) {
	if err := updateTTLGuard.check(in); err != nil {
		return nil, err
	}
	t, err := c.table(in.TableName)
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

// DescribeTimeToLive tells whether items expire and by which attribute.
func (c *Core) DescribeTimeToLive(_ context.Context, in *sdk.DescribeTimeToLiveInput, _ ...func(*sdk.Options)) (*sdk.DescribeTimeToLiveOutput, error) {
	if err := describeTTLGuard.check(in); err != nil {
		return nil, err
	}
	t, err := c.table(in.TableName)
	if err != nil {
		return nil, err
	}
	d := &types.TimeToLiveDescription{TimeToLiveStatus: types.TimeToLiveStatusDisabled}
	if t.expiry != "" {
		d = &types.TimeToLiveDescription{TimeToLiveStatus: types.TimeToLiveStatusEnabled, AttributeName: aws.String(t.expiry)}
	}
	return &sdk.DescribeTimeToLiveOutput{TimeToLiveDescription: d}, nil
}

// Expire deletes from all tables what has expired at that time and gives the number of items. Nobody is
// billed for it.
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

// expired lists the rows whose expiry is a number of seconds not after the time.
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
