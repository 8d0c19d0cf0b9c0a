package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Definition is a report as it was deployed.
type Definition struct {
	Report report.Report
	Hash   string
}

type definitionItem struct {
	PK         string `dynamodbav:"pk"`
	SK         string `dynamodbav:"sk"`
	Hash       string `dynamodbav:"hash"`
	Definition string `dynamodbav:"definition"` // JSON, as `fanlight compile` writes it
}

func (d definitionItem) definition() (Definition, error) {
	r, err := readDefinition([]byte(d.Definition))
	if err == nil && r.Name != d.SK {
		err = fmt.Errorf("it names itself %q", r.Name) // its runs would be another report's
	}
	if err != nil {
		return Definition{}, fmt.Errorf("read definition of %s: %w", d.SK, err)
	}
	return Definition{Report: r, Hash: d.Hash}, nil
}

// readDefinition reads a definition strictly. With an error that wraps
// fanlight.ErrNewer it returns the report's name, title, time zone and owner, so
// that the owner can be notified.
func readDefinition(data []byte) (report.Report, error) {
	r, err := report.Definition(data)
	if err == nil {
		return r, nil
	}
	contact, _ := report.ReadContact(data) // as far as it could be read
	return report.Report{
		Name: contact.Name, Title: contact.Title, Timezone: contact.Timezone, Owner: contact.Owner,
	}, fmt.Errorf("%w: %w", fanlight.ErrNewer, err)
}

// Definition reads the deployed report of that name. The error is ErrNotFound if
// there is none, and wraps fanlight.ErrNewer if this version does not know its
// definition.
func (l *Ledger) Definition(ctx context.Context, name string) (Definition, error) {
	var d definitionItem
	if err := l.get(ctx, key{reports, name}, &d); err != nil {
		return Definition{}, err
	}
	return d.definition()
}

// Definitions reads every deployed report, by name. One that cannot be read is
// left out and named in the error; it does not hide the others.
func (l *Ledger) Definitions(ctx context.Context) ([]Definition, error) {
	items, err := l.query(ctx, reports, "")
	var all []Definition
	failures := []error{err}
	for _, it := range items {
		definition, err := definitionOf(it)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		all = append(all, definition)
	}
	return all, errors.Join(failures...)
}

func definitionOf(it item) (Definition, error) {
	var d definitionItem
	if err := decode(it, &d); err != nil {
		return Definition{}, err
	}
	return d.definition()
}

// PutDefinition writes a report's definition, as the deployment does on AWS. Local
// runs and tests use it.
func (l *Ledger) PutDefinition(ctx context.Context, d Definition) error {
	definition, err := json.Marshal(d.Report)
	if err != nil {
		return fmt.Errorf("marshal definition of %s: %w", d.Report.Name, err)
	}
	return l.put(ctx, definitionItem{reports, d.Report.Name, d.Hash, string(definition)})
}

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

// PutListing writes the run's line in the listing of its report. No rule reads it.
// A final state replaces any line but that of a later epoch or round. A state that
// is not final only replaces that of an earlier epoch: a slow dispatcher may write
// after the reporter.
func (l *Ledger) PutListing(ctx context.Context, r fanlight.Run) error {
	when := "attribute_not_exists(epoch) OR epoch < :epoch"
	if r.State.Final() {
		when += " OR (epoch = :epoch AND round <= :round)"
	}
	_, _, err := l.update(ctx, update{
		key:   key{"REPORT#" + r.ID.Report(), "RUN#" + string(r.ID)},
		set:   "SET #state = :state, epoch = :epoch, round = :round, begun = :begun, expires = :expires",
		when:  when,
		names: map[string]string{"#state": "state"},
		values: item{
			":state": text(string(r.State)), ":epoch": number(r.Epoch), ":round": number(r.Round),
			":begun": millis(r.Begun), ":expires": number(l.expires(r)),
		},
	})
	return err
}

// OpenRuns nominates the runs that may have work left, those with the earliest
// deadline first. The index is not consistent: META decides (rule G1).
func (l *Ledger) OpenRuns(ctx context.Context) ([]fanlight.RunID, error) {
	items, err := l.pages(ctx, &dynamodb.QueryInput{
		TableName: &l.table, IndexName: aws.String(OpenIndex),
		KeyConditionExpression:    aws.String("#open = :open"),
		ExpressionAttributeNames:  map[string]string{"#open": OpenField},
		ExpressionAttributeValues: item{":open": text(OpenValue)},
	})
	if err != nil {
		return nil, fmt.Errorf("query open runs: %w", err)
	}
	ids := make([]fanlight.RunID, len(items))
	for i, it := range items {
		var k key
		if err := decode(it, &k); err != nil {
			return nil, err
		}
		ids[i] = fanlight.RunID(k.PK[len("RUN#"):])
	}
	return ids, nil
}
