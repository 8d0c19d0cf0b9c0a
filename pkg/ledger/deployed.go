package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/report"
)

// Definition is a report as it was deployed.
type Definition struct {
	Report report.Report
	Hash   string
	Packed report.Packed // the stored form; the zero value: PutDefinition makes it
}

// Deployed is a deployed report without its definition.
type Deployed struct {
	Name     string
	Hash     string
	Schedule *report.Schedule // by which editions are due; nil: it is started by hand only, or is paused
	Paused   bool
}

// deployedItem is a deployed report. Its definition is in chunks of its own,
// which are named by its digest. Before layout 1 it was here, as JSON.
type deployedItem struct {
	PK         string `dynamodbav:"pk"`
	SK         string `dynamodbav:"sk"`
	Hash       string `dynamodbav:"hash"`
	Schedule   string `dynamodbav:"schedule,omitempty"`
	Timezone   string `dynamodbav:"timezone,omitempty"`
	Until      string `dynamodbav:"until,omitempty"`  // the last day with an edition
	Paused     bool   `dynamodbav:"paused,omitempty"` // it has no schedule then, which earlier versions understand
	Digest     string `dynamodbav:"digest,omitempty"`
	Definition string `dynamodbav:"definition,omitempty"` // layout 0: JSON, as `fanlight compile` writes it
}

// deployedPrefix begins the sort keys of the chunks that the deployment writes, in
// the partition of the report. A run has chunks of its own: the next deployment
// removes these.
const deployedPrefix = "DEFINITION#"

// Deployment is a deployed report as it is stored: in two parts, both of which Reads
// reads.
type Deployment struct {
	ledger *Ledger
	name   string
	item   deployedItem
	chunks []item // of each definition that is stored: of two while one replaces the other
}

// Deployment returns the deployed report of that name, to be read.
func (l *Ledger) Deployment(name string) *Deployment { return &Deployment{ledger: l, name: name} }

// Reads returns the functions that read the report. They may run side by side.
func (d *Deployment) Reads() []func(context.Context) error {
	return []func(context.Context) error{func(ctx context.Context) error {
		err := d.ledger.get(ctx, key{reports, d.name}, &d.item)
		if errors.Is(err, ErrNotFound) {
			return nil // Definition says so
		}
		return err
	}, func(ctx context.Context) (err error) {
		d.chunks, err = d.ledger.query(ctx, "REPORT#"+d.name, deployedPrefix)
		return err
	}}
}

// Definition returns the definition after both parts were read. The error is
// ErrNotFound if there is none, and wraps fanlight.ErrNewer if this version does not
// know it.
func (d *Deployment) Definition() (Definition, error) {
	if d.item.SK == "" {
		return Definition{}, fmt.Errorf("get %s %s: %w", reports, d.name, ErrNotFound)
	}
	packed, err := d.packed()
	if err != nil {
		return Definition{}, fmt.Errorf("read definition of %s: %w", d.name, err)
	}
	r, err := unpackDefinition(packed.Chunks)
	if err == nil {
		err = checkName(r, d.name)
	}
	if err != nil {
		return Definition{}, fmt.Errorf("read definition of %s: %w", d.name, err)
	}
	return Definition{Report: r, Hash: d.item.Hash, Packed: packed}, nil
}

// errHalfDeployed is the error of a definition of which a chunk is missing: the
// deployment is replacing it. It is not ErrNotFound: the report is deployed.
var errHalfDeployed = errors.New("it is being deployed: a chunk is missing")

func (d *Deployment) packed() (report.Packed, error) {
	if d.item.Digest == "" {
		return report.PackJSON([]byte(d.item.Definition))
	}
	own := slices.DeleteFunc(slices.Clone(d.chunks), func(it item) bool {
		return !begins(it, deployedPrefix+d.item.Digest+"#")
	})
	chunks, err := wholeChunks(own)
	if errors.Is(err, ErrNotFound) {
		return report.Packed{}, errHalfDeployed
	}
	return report.Packed{Digest: d.item.Digest, Chunks: dataOf(chunks)}, err
}

// Definition reads the deployed report of that name. Its errors are those of
// Deployment.Definition.
func (l *Ledger) Definition(ctx context.Context, name string) (Definition, error) {
	d := l.Deployment(name)
	for _, read := range d.Reads() {
		if err := read(ctx); err != nil {
			return Definition{}, err
		}
	}
	return d.Definition()
}

// checkName returns an error for a definition that names another report, whose its
// runs would be.
func checkName(r report.Report, deployed string) error {
	if r.Name != deployed {
		return fmt.Errorf("it names itself %q", r.Name)
	}
	return nil
}

// Deployed lists the deployed reports, by name, without reading a definition. One
// that an earlier version deployed and that cannot be read is left out and named
// in the error; it does not hide the others.
func (l *Ledger) Deployed(ctx context.Context) ([]Deployed, error) {
	items, err := l.query(ctx, reports, "")
	var all []Deployed
	failures := []error{err}
	for _, it := range items {
		d, err := deployedOf(it)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		all = append(all, d)
	}
	return all, errors.Join(failures...)
}

// DeployedReport reads what Deployed lists of one report, or ErrNotFound.
func (l *Ledger) DeployedReport(ctx context.Context, name string) (Deployed, error) {
	it, err := l.getItem(ctx, key{reports, name})
	if err != nil {
		return Deployed{}, err
	}
	return deployedOf(it)
}

func deployedOf(it item) (Deployed, error) {
	var d deployedItem
	if err := decode(it, &d); err != nil {
		return Deployed{}, err
	}
	deployed := Deployed{Name: d.SK, Hash: d.Hash, Paused: d.Paused}
	switch {
	case d.Digest == "":
		r, err := readDefinition([]byte(d.Definition))
		if err == nil {
			err = checkName(r, d.SK)
		}
		if err != nil {
			return Deployed{}, fmt.Errorf("read definition of %s: %w", d.SK, err)
		}
		deployed.Schedule = r.DueBy()
	case d.Schedule != "":
		deployed.Schedule = &report.Schedule{Expression: d.Schedule, Timezone: d.Timezone, Until: d.Until}
	}
	return deployed, nil
}

// PutDefinition writes a report's definition, as the deployment does on AWS. Local
// runs and tests use it.
func (l *Ledger) PutDefinition(ctx context.Context, d Definition) error {
	if d.Packed.Digest == "" {
		var err error
		if d.Packed, err = d.Report.Pack(); err != nil {
			return err
		}
	}
	for n, data := range d.Packed.Chunks {
		chunk := chunkItem{PK: "REPORT#" + d.Report.Name, SK: chunkKey(deployedPrefix+d.Packed.Digest+"#", n), Count: len(d.Packed.Chunks), Data: data}
		if err := l.put(ctx, chunk); err != nil {
			return err
		}
	}
	it := deployedItem{PK: reports, SK: d.Report.Name, Hash: d.Hash, Digest: d.Packed.Digest, Paused: d.Report.Paused}
	if s := d.Report.DueBy(); s != nil {
		it.Schedule, it.Timezone, it.Until = s.Expression, s.Timezone, s.Until
	}
	return l.put(ctx, it)
}

// DeleteDefinition removes a report from the deployed ones, as the deployment does on AWS. Its runs
// stay. Local runs use it.
func (l *Ledger) DeleteDefinition(ctx context.Context, name string) error {
	gone := types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: key{reports, name}.item()}}
	out, err := l.api.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{l.table: {gone}}})
	if err == nil && len(out.UnprocessedItems) > 0 {
		err = errors.New("DynamoDB did not process the deletion")
	}
	if err != nil {
		return fmt.Errorf("remove report %s: %w", name, err)
	}
	return nil
}
