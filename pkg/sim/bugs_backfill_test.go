package sim

import (
	"context"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// backfillItem returns the item of a backfill that a call writes, or nil.
func backfillItem(in any) item {
	if put, ok := in.(*dynamodb.PutItemInput); ok && str(put.Item, "pk") == "BACKFILLS" {
		return put.Item
	}
	return nil
}

func unbegun(_ *Process, in any) change {
	delete(backfillItem(in), "begun")
	return unchanged
}

func hasty(_ *Process, in any) change {
	if it := backfillItem(in); it != nil {
		it["pace"] = &types.AttributeValueMemberN{Value: "1000"}
	}
	return unchanged
}

// mixed lets a backfill take another schedule and keep the next time of the old one.
func mixed(p *Process, in any) change {
	it := backfillItem(in)
	if it == nil {
		return unchanged
	}
	was, err := p.d.Ledger().Backfill(context.Background(), fanlight.BackfillID(str(it, "sk")))
	if err == nil && was.Schedule.Expression != str(it, "expression") {
		it["next"] = &types.AttributeValueMemberN{Value: strconv.FormatInt(was.Next.UnixMilli(), 10)}
	}
	return unchanged
}

func forgotten(_ *Process, in any) change {
	if put, ok := in.(*dynamodb.PutItemInput); ok && str(put.Item, "sk") == "META" {
		delete(put.Item, "audience")
	}
	return unchanged
}
