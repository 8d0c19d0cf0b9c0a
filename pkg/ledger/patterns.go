package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

func patternsPK(report string) string { return "PATTERNS#" + report }

// PutPatterns stores the patterns of a scheduled edition, unless those of a later epoch
// are stored. They are kept as long as figures are.
func (l *Ledger) PutPatterns(ctx context.Context, f fanlight.PatternFigures) error {
	plain, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("store patterns of %s: %w", f.Run, err)
	}
	packed, err := compress.GzipBytes(plain)
	if err != nil {
		return fmt.Errorf("store patterns of %s: %w", f.Run, err)
	}
	return l.putEdition(ctx, figuresItem{
		patternsPK(f.Run.Report()), figuresSK(f.Window.End, f.Run), f.Epoch, packed, l.clock.Now().Add(FiguresRetention).Unix(),
	})
}

// putEdition puts what is kept of an edition unless that of a later epoch is there.
func (l *Ledger) putEdition(ctx context.Context, in figuresItem) error {
	it, err := attributevalue.MarshalMap(in)
	if err != nil {
		return fmt.Errorf("marshal %T: %w", in, err)
	}
	_, err = l.api.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &l.table, Item: it,
		ConditionExpression:       aws.String("attribute_not_exists(pk) OR epoch <= :epoch"),
		ExpressionAttributeValues: item{":epoch": number(in.Epoch)},
	})
	if _, refused := refusal(err); err != nil && !refused {
		return fmt.Errorf("put %s %s: %w", in.PK, in.SK, err)
	}
	return nil
}

// Patterns reads the patterns of the newest edition of a report whose window ends at a
// time, or ErrNotFound.
func (l *Ledger) Patterns(ctx context.Context, report string, windowEnd time.Time) (f fanlight.PatternFigures, err error) {
	packed, err := l.edition(ctx, patternsPK(report), windowEnd)
	if err != nil {
		return f, fmt.Errorf("read patterns of %s: %w", report, err)
	}
	err = unpackInto(packed, &f)
	return f, err
}

// edition reads what is kept of the newest edition whose window ends at a time, or
// ErrNotFound.
func (l *Ledger) edition(ctx context.Context, pk string, windowEnd time.Time) ([]byte, error) {
	prefix := windowEnd.UTC().Format(time.RFC3339) + "#"
	items, err := l.newest(ctx, pk, prefix, after(prefix), 1)
	if err == nil && len(items) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	var stored figuresItem
	err = decode(items[0], &stored)
	return stored.Packed, err
}
