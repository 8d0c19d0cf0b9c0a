package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/pkg/compress"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// FiguresRetention is how long the figures of an edition are kept: they outlive its
// results and documents, so that a year later it can still be compared with.
const FiguresRetention = 400 * 24 * time.Hour

// mostFigures bounds an edition's compressed figures in bytes: with its keys the item has at
// most 4,096, which is four write units.
const mostFigures = 3900

// figuresItem holds the figures of an edition, or its patterns. Its sort key orders the editions of a
// report by the end of their window, then by their scheduled time.
type figuresItem struct {
	PK      string `dynamodbav:"pk"`
	SK      string `dynamodbav:"sk"`
	Epoch   int    `dynamodbav:"epoch"`
	Packed  []byte `dynamodbav:"packed"`
	Expires int64  `dynamodbav:"expires"`
}

func figuresPK(report string) string { return "FIGURES#" + report }

func figuresSK(windowEnd time.Time, id fanlight.RunID) string {
	return windowEnd.UTC().Format(time.RFC3339) + "#" + id.Scheduled().Format(time.RFC3339)
}

// PutFigures stores the figures of a scheduled edition, unless those of a later epoch
// are stored. What does not fit is left out (fanlight.Figures.Less).
func (l *Ledger) PutFigures(ctx context.Context, f fanlight.Figures) error {
	packed, err := packFigures(f)
	if err != nil {
		return fmt.Errorf("store figures of %s: %w", f.Run, err)
	}
	return l.putEdition(ctx, figuresItem{
		figuresPK(f.Run.Report()), figuresSK(f.Window.End, f.Run), f.Epoch, packed, l.clock.Now().Add(FiguresRetention).Unix(),
	})
}

func packFigures(f fanlight.Figures) ([]byte, error) {
	for more := true; more; f, more = f.Less() {
		plain, err := json.Marshal(f)
		if err != nil {
			return nil, err
		}
		packed, err := compress.GzipBytes(plain)
		if err != nil || len(packed) <= mostFigures {
			return packed, err
		}
	}
	return nil, errors.New("not even one query fits")
}

// FitFigures returns figures as they are read after they were stored. They are empty if not
// even one query fits.
func FitFigures(f fanlight.Figures) (fitting fanlight.Figures) {
	packed, err := packFigures(f)
	if err == nil {
		_ = unpackInto(packed, &fitting)
	}
	return fitting
}

func unpackInto(packed []byte, v any) error {
	plain, err := compress.Gunzip(packed)
	if err != nil {
		return err
	}
	return fanlight.DecodeStrict(plain, v)
}

// FiguresBefore reads the figures of the editions before a run's, at most so many, the
// newest first.
func (l *Ledger) FiguresBefore(ctx context.Context, r fanlight.Run, most int) ([]fanlight.Figures, error) {
	own := figuresSK(r.Window.End, r.ID)
	items, err := l.newest(ctx, figuresPK(r.ID.Report()), "0", own, most+1)
	if err != nil {
		return nil, fmt.Errorf("read figures before %s: %w", r.ID, err)
	}
	var all []fanlight.Figures
	for _, it := range items {
		if begins(it, own) || len(all) == most {
			continue
		}
		f, err := unpackFigures(it)
		if err != nil {
			return nil, fmt.Errorf("read figures before %s: %w", r.ID, err)
		}
		all = append(all, f)
	}
	return all, nil
}

// Figures reads the figures of the newest edition of a report whose window ends at a
// time, or ErrNotFound.
func (l *Ledger) Figures(ctx context.Context, report string, windowEnd time.Time) (f fanlight.Figures, err error) {
	packed, err := l.edition(ctx, figuresPK(report), windowEnd)
	if err != nil {
		return f, fmt.Errorf("read figures of %s: %w", report, err)
	}
	err = unpackInto(packed, &f)
	return f, err
}

// unpackFigures reads stored figures. The error wraps fanlight.ErrNewer if a newer version
// stored them.
func unpackFigures(it item) (f fanlight.Figures, err error) {
	var stored figuresItem
	if err := decode(it, &stored); err != nil {
		return f, err
	}
	err = unpackInto(stored.Packed, &f)
	return f, err
}

// newest reads the last items of a partition between two sort keys, the last one first: by
// one call, unless a page has fewer items than there are.
func (l *Ledger) newest(ctx context.Context, pk, first, last string, most int) (all []item, err error) {
	in := l.between(pk, first, last)
	in.ScanIndexForward = aws.Bool(false)
	for {
		in.Limit = aws.Int32(int32(most - len(all)))
		page, err := l.api.Query(ctx, in)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if in.ExclusiveStartKey = page.LastEvaluatedKey; in.ExclusiveStartKey == nil || len(all) >= most {
			return all, nil
		}
	}
}
